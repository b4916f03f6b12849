import type { ControlProps } from './ports.ts'
import { ControlRefusal } from './refusal.ts'
import { type ControlRequest, shown } from './request.ts'

/** One call of the control API. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** `{}` stands for one variable part. */
  path: string
  /** One line for people. */
  does: string
  run(request: ControlRequest, centre: ControlProps): unknown
}

/** 404 for a contact that is not there. */
export function noSuchContact(id: string): ControlRefusal {
  return new ControlRefusal(404, `there is no contact ${shown(id)}: GET /_local/contacts lists them`)
}
