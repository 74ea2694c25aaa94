// Prints the metadata and the rows of a Parquet file as JSON, as hyparquet reads them. Numbers, days and times are
// strings of the stored whole numbers, so that nothing is rounded.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const [library, file] = process.argv.slice(2);
const { parquetMetadata, parquetReadObjects } = await import(library);

const bytes = readFileSync(file);
const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
const metadata = parquetMetadata(buffer);
const columns = metadata.schema.slice(1).map((column) => ({
  name: column.name,
  type: column.type,
  repetition: column.repetition_type,
  logical: column.logical_type ?? null,
}));
for (const column of metadata.schema) {
  if (column.logical_type?.type !== 'STRING') {
    delete column.logical_type;
    delete column.converted_type;
  }
}
const rows = await parquetReadObjects({
  file: buffer,
  metadata,
  compressors: { GZIP: (input) => new Uint8Array(gunzipSync(input)) },
});

function plain(value) {
  if (value === undefined || value === null) {
    return null;
  }
  if (value instanceof Uint8Array) {
    const hex = Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return String(BigInt.asIntN(8 * value.length, BigInt(`0x${hex}`)));
  }
  return typeof value === 'boolean' || typeof value === 'string' ? value : String(value);
}

console.log(JSON.stringify({
  columns,
  groups: metadata.row_groups.map((group) => Number(group.num_rows)),
  rows: rows.map((row) => columns.map((column) => plain(row[column.name]))),
}));
