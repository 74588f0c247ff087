import { runCase } from './cases.js'

/** What the page offers to the test that drives it. */
Object.assign(globalThis, { runCase })
