import { type FormValidateInput, type UseFormReturnType, useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import type { z } from 'zod'
import { type ApiProblem, asProblem } from '../api/problem.ts'
import { sortComplaints } from './field-errors.ts'

interface Options<Values, Body, Saved> {
  readonly initial: Values
  /** What is sent, made from what was typed. */
  readonly body: (values: Values) => Body
  /** The operation's own schema: complaints appear before anything is sent, in the API's words. */
  readonly schema: z.ZodType
  /** Sentences for fields left empty, where the schema's own would speak of identifiers. */
  readonly required?: Readonly<Partial<Record<keyof Values & string, string>>>
  /** The same for fields that come and go. */
  readonly missing?: (values: Values) => Readonly<Record<string, string>>
  readonly fieldOf?: (path: string, values: Values) => string
  readonly save: (body: Body) => Promise<Saved>
  readonly saved: (result: Saved) => void
}

export interface SavingForm<Values> {
  readonly form: UseFormReturnType<Values>
  readonly submit: () => void
  readonly saving: boolean
  /** What the API refused and no field shows. */
  readonly problem: ApiProblem | null
  readonly hasUnsaved: () => boolean
}

/** A form that checks by the contract's schema, saves through the API and shows refusals at their fields. */
export function useSavingForm<Values extends object, Body, Saved>(
  options: Options<Values, Body, Saved>,
): SavingForm<Values> {
  const finished = useRef(false)
  const validate = (values: Values) => {
    const required = Object.entries<string | undefined>(options.required ?? {})
    const missing = {
      ...Object.fromEntries(required.filter(([field]) => isEmpty(values, field))),
      ...options.missing?.(values),
    }
    const parsed = options.schema.safeParse(options.body(values))
    if (parsed.success) return missing
    const complaints = parsed.error.issues.map(issue => ({
      field: `/${issue.path.map(String).join('/')}`,
      message: issue.message,
    }))
    const sorted = sortComplaints(complaints, values, options.fieldOf)
    // a complaint that no field shows still stops the form, and the API will say it in its summary
    return { ...sorted.fields, ...missing }
  }
  const form = useForm<Values>({
    initialValues: options.initial,
    validate: validate as FormValidateInput<Values>,
    validateInputOnBlur: false,
    onSubmitPreventDefault: 'always',
  })
  const mutation = useMutation({
    mutationFn: (values: Values) => options.save(options.body(values)),
    onMutate: () => {
      finished.current = false
    },
    onSuccess: (result, values) => {
      finished.current = true
      form.resetDirty(values)
      options.saved(result)
    },
    onError: error => {
      const sorted = sortComplaints(asProblem(error).fields, form.getValues(), options.fieldOf)
      form.setErrors(sorted.fields)
      focusFirst(sorted.fields)
    },
  })
  const problem = mutation.error
    ? withoutShown(asProblem(mutation.error), form.getValues(), options.fieldOf)
    : null
  return {
    form,
    submit: form.onSubmit(values => mutation.mutate(values), focusFirst),
    saving: mutation.isPending,
    problem,
    hasUnsaved: () => !finished.current && form.isDirty(),
  }

  function focusFirst(errors: object) {
    const [first] = Object.keys(errors)
    if (first) document.querySelector<HTMLElement>(`[data-path="${CSS.escape(first)}"]`)?.focus()
  }
}

function isEmpty(values: object, field: string): boolean {
  const value: unknown = (values as Record<string, unknown>)[field]
  return value === null || value === undefined || value === ''
}

/** The problem for the summary: null when every complaint stands at its field already. */
function withoutShown<Values extends object>(
  problem: ApiProblem,
  values: Values,
  fieldOf?: (path: string, values: Values) => string,
): ApiProblem | null {
  if (problem.fields.length === 0) return problem
  const { rest } = sortComplaints(problem.fields, values, fieldOf)
  return rest.length === 0 ? null : problem
}
