import { TwoStepClass } from '../access/two-step-class.js'
import { byFlag, byTimeBefore, byValues } from '../database/list/filter.js'

/** How lists of people are filtered by the way in which these sign in: alike in a team and in a client. */
export function signInFilters() {
  return {
    twoStep: byFlag('two_step', 'Only people who have two-step login, or only those who do not.'),
    twoStepClass: byValues('two_step_class', TwoStepClass, 'Only people whose strongest second factor is of these classes.'),
    notSignedInSince: byTimeBefore('sign_in_key', 'Only people who last signed in before this time, or never.'),
  }
}
