import type { sentences as english } from './seat.sentences.en.js'

export const sentences: Record<keyof typeof english, string> = {
  Organization_SeatsAdded: '{actor} 为 {client} 增加了 {added} 个席位，现有 {seats} 个',
  Organization_SeatsRemoved: '{actor} 为 {client} 减少了 {removed} 个席位，现有 {seats} 个',
  Organization_AutoGrowChanged: '{actor} 更改了 {client} 的自动增长',
  Organization_SeatsAutoGrown: '{client} 的席位自动增加 {added} 个，现有 {seats} 个',
  Provider_SeatsPurchased: '服务商购买了 {purchased} 个 {plan} 席位，共 {total} 个',
  Provider_SeatsReleased: '服务商释放了 {released} 个 {plan} 席位，余 {total} 个',
  Provider_SeatMinimumChanged: '{actor} 将 {plan} 的席位下限从 {was} 改为 {minimum}',
}
