import { twoStepClasses } from '@wardroom/schema/two-step'
import { describeEnum, enumOf } from '../lib/enum.js'

export const TwoStepClass = enumOf(twoStepClasses)
export type TwoStepClass = keyof typeof TwoStepClass

describeEnum(TwoStepClass, 'TwoStepClass', 'What a second factor withstands.', {
  PHISHING_RESISTANT: 'It answers to this site alone: a page that imitates it gets nothing of use.',
  ONE_TIME_CODE: 'A code is good once, wherever it is typed.',
  MAILBOX: 'The same, and only as well kept as the mailbox.',
})
