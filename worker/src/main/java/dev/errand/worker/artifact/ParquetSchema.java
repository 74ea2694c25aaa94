package dev.errand.worker.artifact;

import dev.errand.worker.type.Column;
import dev.errand.worker.type.DecimalSize;
import dev.errand.worker.type.DeclaredType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * The types of a Parquet file.
 *
 * @see <a
 *     href="https://github.com/apache/parquet-format/blob/master/LogicalTypes.md">LogicalTypes.md
 *     of the format</a>
 */
final class ParquetSchema {

  /** The largest precision of a decimal that is an int. */
  static final int DIGITS_OF_INT = 9;

  /** The largest precision of a decimal that is a long. */
  static final int DIGITS_OF_LONG = 18;

  private ParquetSchema() {}

  static MessageType of(DeclaredType type) {
    return new MessageType(
        type.name(), type.columns().stream().<Type>map(ParquetSchema::field).toList());
  }

  /** What a message calls the type of a column. */
  static String nameOf(Column column) {
    PrimitiveType field = field(column);
    return field.getLogicalTypeAnnotation() == null
        ? field.getPrimitiveTypeName().name()
        : field.getLogicalTypeAnnotation().toString();
  }

  private static PrimitiveType field(Column column) {
    Repetition repetition = column.isOptional() ? Repetition.OPTIONAL : Repetition.REQUIRED;
    return switch (column.type()) {
      case STRING ->
          Types.primitive(PrimitiveTypeName.BINARY, repetition)
              .as(LogicalTypeAnnotation.stringType())
              .named(column.name());
      case DECIMAL -> decimal(column, repetition);
      case INTEGER -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(column.name());
      case BOOLEAN -> Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(column.name());
      case DATE ->
          Types.primitive(PrimitiveTypeName.INT32, repetition)
              .as(LogicalTypeAnnotation.dateType())
              .named(column.name());
      case TIMESTAMP ->
          Types.primitive(PrimitiveTypeName.INT64, repetition)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
              .named(column.name());
    };
  }

  private static PrimitiveType decimal(Column column, Repetition repetition) {
    DecimalSize size = column.decimal();
    LogicalTypeAnnotation type = LogicalTypeAnnotation.decimalType(size.scale(), size.precision());
    return size.precision() > DIGITS_OF_LONG
        ? Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
            .length(ParquetDecimal.bytes(size.precision()))
            .as(type)
            .named(column.name())
        : Types.primitive(
                size.precision() > DIGITS_OF_INT
                    ? PrimitiveTypeName.INT64
                    : PrimitiveTypeName.INT32,
                repetition)
            .as(type)
            .named(column.name());
  }
}
