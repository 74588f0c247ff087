import type { Translated } from '../i18n/use-i18n.js'
import type { pool as english } from './seat-pool.en.js'

export const pool: Translated<typeof english> = {
  allocated: '已分配',
  allocatedText: '该套餐客户持有的席位',
  available: '可用',
  availableText: '无需购买即可分配的席位',
  edit: '更改下限',
  editText: '该套餐无论如何都要付费的席位数。',
  editTitle: '{plan} 席位下限',
  minimum: '下限',
  minimumText: '无论如何都要付费的席位',
  purchased: '已购',
  purchasedText: '超出下限购买的席位',
  text: '客户从其套餐的席位池获得席位；超出下限的部分需购买。',
  title: '席位池',
}
