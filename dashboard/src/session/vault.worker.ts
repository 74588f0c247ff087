import { expose } from 'comlink'
import { createVault } from './vault.js'
import '../lib/worker-errors.js'

expose(createVault())
