/** A request id carries the flow's token; XML ids may not begin with a digit, hence the underscore. */
export const requestId = (token: string): string => `_${token}`

/** The flow token inside a request id; an id of another form simply matches no flow. */
export const requestToken = (id: string): string => (id.startsWith('_') ? id.slice(1) : id)
