package dev.errand.worker.artifact;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/**
 * Collects rows into row groups and writes these. A row group ends when it takes a number of bytes
 * in memory, so that memory depends neither on the number of rows nor on their size.
 */
final class ParquetRows implements AutoCloseable {

  /** When a row group ends, in bytes of pages that are encoded and, except for one, compressed. */
  private static final int GROUP_BYTES = 16 << 20;

  /** How many bytes of rows are written between two checks of the size of the row group. */
  private static final int BYTES_BETWEEN_CHECKS = 256 << 10;

  /** For the dictionaries of all columns. Their entries take several times as much memory. */
  private static final int DICTIONARY_BYTES = 2 << 20;

  /** When a page ends, in bytes before compression. Smaller pages make less garbage. */
  private static final int PAGE_BYTES = 128 << 10;

  /** After how many rows a column checks whether its page is full. Rows can be large. */
  private static final int ROWS_BETWEEN_PAGE_CHECKS = 10;

  /** The length of texts in statistics and indexes. */
  private static final int STATISTICS_BYTES = 64;

  private final MessageType schema;
  private final ParquetProperties properties;
  private final ParquetFileWriter file;
  private final GzipPages gzip = new GzipPages();
  private final ColumnWriter[] columns;
  private ColumnChunkPageWriteStore pages;
  private ColumnWriteStore store;
  private long rowsInGroup;
  private int bytesSinceCheck;
  private int groups;
  private long count;

  ParquetRows(MessageType schema, OutputStream out) throws IOException {
    this.schema = schema;
    this.columns = new ColumnWriter[schema.getFieldCount()];
    this.properties =
        ParquetProperties.builder()
            .withAllocator(HeapByteBufferAllocator.getInstance())
            .withDictionaryPageSize(DICTIONARY_BYTES / columns.length)
            .withPageSize(PAGE_BYTES)
            .withMinRowCountForPageSizeCheck(ROWS_BETWEEN_PAGE_CHECKS)
            .estimateRowCountForPageSizeCheck(false)
            .withStatisticsTruncateLength(STATISTICS_BYTES)
            .withColumnIndexTruncateLength(STATISTICS_BYTES)
            .build();
    this.file =
        new ParquetFileWriter(
            new ParquetOutput(out),
            schema,
            ParquetFileWriter.Mode.CREATE,
            GROUP_BYTES,
            0,
            STATISTICS_BYTES,
            STATISTICS_BYTES,
            true);
    file.start();
    beginGroup();
  }

  /** The writer of a column, for the current row. */
  ColumnWriter column(int index) {
    return columns[index];
  }

  /** The number of rows. */
  long count() {
    return count;
  }

  /**
   * Ends a row, all columns of which have been written.
   *
   * @param bytes the size of the row
   */
  void endRow(int bytes) throws IOException {
    store.endRecord();
    count++;
    rowsInGroup++;
    bytesSinceCheck += bytes;
    if (bytesSinceCheck >= BYTES_BETWEEN_CHECKS) {
      bytesSinceCheck = 0;
      if (store.getBufferedSize() >= GROUP_BYTES) {
        endGroup();
        beginGroup();
      }
    }
  }

  /** Ends the file. */
  void finish() throws IOException {
    if (rowsInGroup > 0) {
      endGroup();
    }
    file.end(Map.of());
  }

  @Override
  public void close() throws IOException {
    store.close();
    pages.close();
    file.close();
    gzip.release();
  }

  private void beginGroup() {
    pages =
        ColumnChunkPageWriteStore.builder()
            .withCompressorProvider(column -> gzip)
            .withSchema(schema)
            .withAllocator(properties.getAllocator())
            .withColumnIndexTruncateLength(properties.getColumnIndexTruncateLength())
            .withPageWriteChecksumEnabled(properties.getPageWriteChecksumEnabled())
            .withRowGroupOrdinal(groups)
            .build();
    store = properties.newColumnWriteStore(schema, pages, pages);
    for (int i = 0; i < columns.length; i++) {
      columns[i] = store.getColumnWriter(schema.getColumns().get(i));
    }
    rowsInGroup = 0;
  }

  private void endGroup() throws IOException {
    file.startBlock(rowsInGroup);
    store.flush();
    pages.flushToFileWriter(file);
    file.endBlock();
    store.close();
    pages.close();
    groups++;
    rowsInGroup = 0;
  }
}
