import type { Words } from '../words.ts';
import type { phoneEn } from './en.ts';

export const phoneAr: Words<typeof phoneEn> = {
  phone: {
    title: 'هاتف العميل',
    close: 'إغلاق',
    wallet: 'المحفظة',
    balance: 'الرصيد',
    spendable: 'المتاح هنا',
    codeLabel: 'رمز محفظة \u2068{{name}}\u2069',
    useCode: 'استخدام هذا الرمز',
    useCodeHint: 'افتح «مسح رمز المحفظة» لاستخدامه.',
    point: 'مسح شاشة نقطة البيع',
    pointHint: 'لا تعرض نقطة البيع رمزًا لمسحه الآن.',
    no: {
      insufficient: 'لا مال كافٍ في هذه المحفظة.',
      'insufficient-here': 'لا مال كافٍ في هذه المحفظة يمكن إنفاقه هنا.',
      expired: 'انتهى وقت هذه الدفعة.',
      'already-final': 'انتهت هذه الدفعة من قبل.',
      'not-for-this-wallet': 'هذا الطلب لمحفظة أخرى.',
      'not-found': 'لم تعد هذه الدفعة موجودة.',
      unreadable: 'هذا ليس رمز دفع من FEX.',
    },
    paste: 'رمز الدفع',
    pay: 'دفع هذا الرمز',
    approvals: 'الطلبات على هذا الهاتف',
    none: 'لا طلب ينتظر.',
    approve: 'موافقة',
    decline: 'رفض',
    empty: 'إفراغ المحفظة',
    fill: 'ملء المحفظة',
    endsIn: 'ينتهي خلال {{left}}',
    done: 'تم.',
    declined: 'رُفض الطلب. لا تُبلغ FEX نقطة البيع؛ وينتهي الطلب من تلقاء نفسه.',
    loading: 'يجري تشغيل الهاتف.',
    absent: 'لا هاتف على نقطة البيع هذه.',
  },
};
