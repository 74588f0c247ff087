import { expose } from 'comlink'
import { scoreOf } from './strength.js'
import '../lib/worker-errors.js'

expose({ scoreOf })
