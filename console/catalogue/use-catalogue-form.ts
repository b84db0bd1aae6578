import type { Operation } from '@postern/contract/api/operation.ts'
import { call } from '../api/client.ts'
import { refresh } from '../api/refresh.ts'
import { useSavingForm } from '../forms/use-saving-form.ts'
import { announce } from '../ui/announce.ts'

interface Item {
  readonly id: string
  readonly version: number
  readonly status: 'active' | 'archived'
  readonly name: string
  readonly uid: string
}

interface Options<Values extends object, Row extends Item> {
  readonly item: Row | null
  readonly one: string
  readonly resource: string
  readonly param: string
  readonly create: Operation
  readonly update: Operation
  /** Fields beside name, uid and archived. */
  readonly own: Values
  /** What of them is sent, while creating and while editing. */
  readonly body: (values: Values, creating: boolean) => object
  readonly required?: Readonly<Partial<Record<keyof Values & string, string>>>
  readonly fieldOf?: (path: string) => string
  readonly close: () => void
}

/** Creates or edits one thing of the catalogue. */
export function useCatalogueForm<Values extends object, Row extends Item>(options: Options<Values, Row>) {
  const { item, one, resource, create, update } = options
  type All = Values & { name: string; uid: string; archived: boolean }
  const initial = {
    ...options.own,
    name: item?.name ?? '',
    uid: item?.uid ?? '',
    archived: item?.status === 'archived',
  } as All
  return useSavingForm<All, object, unknown>({
    initial,
    schema: item ? update.body : create.body,
    required: options.required as never,
    fieldOf: options.fieldOf,
    body: values => {
      const { name, uid, archived } = values
      if (!item) return { name, ...(uid ? { uid } : {}), ...options.body(values, true) }
      const moved = archived !== (item.status === 'archived')
      const status = moved ? { status: archived ? 'archived' : 'active' } : {}
      return { name, ...status, ...options.body(values, false) }
    },
    save: body =>
      item
        ? call(update, { params: { [options.param]: item.id }, body, version: item.version } as never)
        : call(create, { body } as never),
    saved: async () => {
      announce(item ? `The ${one} is saved.` : `The ${one} is created.`)
      options.close()
      await refresh(resource, 'overview')
    },
  })
}
