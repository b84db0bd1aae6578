import pg from 'pg'

const date = 1082

/** Result parsing for both engines: dates stay `YYYY-MM-DD` text, because a day has no instant. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === date
      ? (value: string) => value
      : pg.types.getTypeParser(oid, format ?? 'text')) as typeof pg.types.getTypeParser,
}
