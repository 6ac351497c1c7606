import type { Words } from '../words.ts';
import type { staffEn } from './en.ts';

export const staffAr: Words<typeof staffEn> = {
  staff: {
    pin: 'رمز PIN لـ {{name}}',
    choose: 'اختر اسمك ثم اكتب رمز PIN، أو امسح بطاقتك.',
    lock: 'قفل',
    cashier: 'أمين صندوق',
    manager: 'مدير',
    signIn: 'دخول',
    forgot: 'نسي المدير رمز PIN؟',
    people: 'الأشخاص',
    add: 'إضافة شخص',
    name: 'اسم الشخص',
    newPin: 'رمز PIN من أربعة إلى ثمانية أرقام',
    keepPin: 'رمز PIN جديد، أو فارغ للإبقاء عليه',
    badge: 'رمز البطاقة إن وُجد',
    save: 'حفظ',
    remove: 'إزالة',
    back: 'رجوع',
    peopleHint: 'يسجّل الجميع الدخول برمز PIN أو بطاقة. يقرر المدير ما لا يجوز لأمين الصندوق.',
    approveTitle: 'نحتاج إلى مدير',
    approveHint: 'يختار المدير اسمه ويكتب رمز PIN. يسري ذلك على هذا الأمر وحده.',
    approve: 'موافقة',
    recoverTitle: 'تعيين مدير من جديد',
    recoverHint: 'مفاتيح التاجر تثبت صلاحيتك. تُستخدم مرة واحدة ولا تُحفظ.',
    recover: 'تعيين مديرًا',
    clear: 'مسح',
    first: 'المدير الأول',
    firstHint: 'يمكن لاحقًا أيضًا، ولكن بمفاتيح التاجر.',
  },
};
