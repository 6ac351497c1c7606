import type { Words } from '../words.ts';
import type { settingsEn } from './en.ts';

export const settingsAr: Words<typeof settingsEn> = {
  settings: {
    title: 'الإعدادات',
    language: 'اللغة',
    theme: 'الألوان',
    themes: { auto: 'تلقائي', light: 'فاتح', dark: 'داكن', contrast: 'تباين عالٍ' },
    sound: 'الصوت',
    soundOn: 'الصوت مفتوح',
    soundOff: 'الصوت مغلق',
    volume: 'مستوى الصوت',
    test: 'تشغيل صوت الدفع',
    close: 'إغلاق',
  },
  unpair: {
    button: 'إلغاء ربط نقطة البيع',
    title: 'إلغاء ربط نقطة البيع هذه؟',
    text: 'تُزال مفاتيحها من سلسلة مفاتيح هذا الحاسوب ولا تستطيع تحصيل شيء. تبقى الدفعات المفتوحة قيد المتابعة. وتبقى نقطة البيع لدى FEX.',
    back: 'رجوع',
    yes: 'إلغاء الربط',
  },
};
