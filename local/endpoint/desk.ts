import type { Service } from '../service.ts'
import { modelOf, type ServiceModel } from './model.ts'
import { RouteTable } from './route.ts'

/** A service with what its SDK's schemas say about it, ready to be called. */
export interface Desk {
  service: Service
  model: ServiceModel
  routes: RouteTable
}

/** Throws an Error where the service claims an operation that its SDK does not know. */
export function deskOf(service: Service): Desk {
  const model = modelOf(service.sdk)
  const stranger = Object.keys(service.operations).find((name) => !model.operations.has(name))
  if (stranger) throw new Error(`${service.name} has no operation ${stranger}`)
  const routes = [...model.operations.values()].flatMap(({ route }) => (route ? [route] : []))
  return { service, model, routes: new RouteTable(routes) }
}
