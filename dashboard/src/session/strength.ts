import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import * as common from '@zxcvbn-ts/language-common'
import * as english from '@zxcvbn-ts/language-en'

/** 0 and 1 very weak, 2 weak, 3 good, 4 strong. */
export type Score = 0 | 1 | 2 | 3 | 4

/** Beyond these the estimate takes longer than anybody waits, and changes nothing. */
const judged = 64

const estimator = new ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...english.dictionary },
  graphs: common.adjacencyGraphs,
})

/**
 * How hard a master password is to guess for somebody who knows word lists, keyboards, dates and `context`: the person's name and address,
 * the names of provider and client, and of this program.
 */
export function scoreOf(password: string, context: readonly string[]): Score {
  const words = ['wardroom', ...context].flatMap((text) => {
    const parts = text.toLowerCase().split(/[^\p{L}\p{N}]+/u)
    return [text, parts.join(''), ...parts]
  })
  return estimator.check([...password].slice(0, judged).join(''), words.filter(word => word.length >= 3)).score
}
