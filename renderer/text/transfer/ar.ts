import type { Words } from '../words.ts';
import type { transferEn } from './en.ts';

export const transferAr: Words<typeof transferEn> = {
  transfer: {
    title: 'ملف الإعدادات',
    hint: 'تنتقل الإعدادات إلى نقطة البيع التالية كملف في هذا المجلد. لا مفاتيح فيه ولا أشخاص ولا رموز PIN، ولا شيء عن هوية نقطة البيع هذه.',
    none: 'لا مجلد لذلك في نقطة البيع هذه.',
    export: 'حفظ هذه الإعدادات',
    exported: 'حُفظت في المجلد.',
    files: 'الملفات في المجلد',
    noFiles: 'لا ملف هناك. انسخ ملفًا إليه أو احفظ هذه الإعدادات.',
    close: 'إغلاق',
    back: 'رجوع',
    lookTitle: 'هل تؤخذ هذه الإعدادات؟',
    same: 'كل ما فيه مطابق لما هنا.',
    changes: 'سيتغيّر هذا:',
    otherCurrency: 'أكبر عملية بيع فيه بعملة {{currency}} وتبقى هنا كما هي.',
    take: 'أخذها',
    taken: 'تُفتح نقطة البيع من جديد بها.',
    on: 'نعم',
    off: 'لا',
    seconds: '{{count}} ث',
    minutes: '{{count}} د',
    key: {
      language: 'اللغة',
      theme: 'الألوان',
      volume: 'مستوى الصوت',
      muted: 'الصوت مغلق',
      capMinor: 'أكبر عملية بيع',
      standardExpiresS: 'مدة صلاحية الرمز للدفع',
      reverseExpiresS: 'مدة سؤال الهاتف',
      lockAfterMinutes: 'القفل بعد',
      refundLateByItself: 'إعادة المبالغ المتأخرة تلقائيًا',
    },
    trouble: {
      'file-gone': 'لم يعد هذا الملف موجودًا.',
      'file-too-large': 'هذا الملف أكبر من أن يكون إعدادات. لم يتغيّر شيء.',
      'not-settings': 'هذا ليس ملف إعدادات لـ FEX Counter. لم يتغيّر شيء.',
      'from-the-future': 'كتب هذا الملف إصدار أحدث من FEX Counter. حدّث هذا أولًا ثم خذه. لم يتغيّر شيء.',
      broken: 'في هذا الملف ما هو تالف أو غير ممكن. لم يتغيّر شيء.',
    },
  },
};
