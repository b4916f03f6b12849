import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { readContentType } from '../../../../lambdas/domain/mail/reading/content-type.ts'

describe('a content type', () => {
  it.each([
    ['Multipart/Report; Report-Type=Delivery-Status', 'delivery-status'],
    ['multipart/report (it (really) is; report-type=x) ; report-type=delivery-status', 'delivery-status'],
    ['multipart / report; boundary="a; report-type=b"; report-type = "delivery-status"', 'delivery-status'],
    ['multipart/report; report-type="delivery\\-status"', 'delivery-status'],
    ["multipart/report; report-type*=utf-8'en'Delivery%2DStatus", 'delivery-status'],
    ['multipart/report; report-type*1=status; report-type*0=delivery-', 'delivery-status'],
    ["multipart/report; report-type*0*=''delivery%2d; report-type*1=status", 'delivery-status'],
    ['multipart/report;; ; =x; report-type', ''],
    ['multipart/report; report-type="delivery-status', 'delivery-status'],
  ])('has its type and its parameters in %j', (value, reportType) => {
    const { type, parameter } = readContentType(value)
    expect({ type, reportType: parameter('report-type') }).toEqual({ type: 'multipart/report', reportType })
  })

  it('may be nothing', () => {
    expect(readContentType('').type).toBe('')
    expect(readContentType('').parameter('name')).toBe('')
  })

  test.prop([fc.string()])('is read without a throw', (value) => {
    expect(typeof readContentType(value).parameter('name')).toBe('string')
  })
})
