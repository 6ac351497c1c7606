import type { Words } from '../words.ts';
import type { networkEn } from './en.ts';

export const networkAr: Words<typeof networkEn> = {
  network: {
    title: 'الشبكة',
    proxy: 'الوكيل',
    modes: { system: 'كما يقول النظام', none: 'بلا وكيل', own: 'هذا الوكيل' },
    straight: 'تُسأل FEX مباشرة دون وكيل.',
    through: 'تُسأل FEX عبر الوكيل {{proxy}}.',
    authorities: 'جهات موثوقة إضافة إلى جهات النظام: {{count}}.',
    hint: 'ما هو على هذا الحاسوب نفسه لا يُسأل عبر وكيل أبدًا.',
    proxyUrl: 'الوكيل، http://host:port',
    exceptions: 'ما يُسأل دونه: مضيفون، بينهم فواصل',
    caFile: 'جهات إصدار إضافية، مسار ملف PEM',
    who: 'يقرر المدير هذا، ويُسجَّل من قرره. يسري من الاتصال التالي.',
    close: 'إغلاق',
    save: 'حفظ',
    saved: 'حُفظ.',
    trouble: {
      'system-proxy-unusable': 'يسمي النظام وكيلًا لا يبدأ بـ http://. تُسأل FEX دونه.',
      'ca-unreadable': 'تعذرت قراءة ملف جهات الإصدار الإضافية. انظر إلى مساره ومن يحق له قراءته.',
      'ca-no-certificate': 'ليس في ملف جهات الإصدار الإضافية شهادة PEM.',
      'ca-expired': 'انتهت صلاحية كل جهات الإصدار الإضافية في الملف. اطلب جهات جديدة ممن يدير الشبكة.',
    },
  },
};
