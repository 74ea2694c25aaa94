package dev.errand.worker.type;

/**
 * Groups of records, by the value of a column or a part of it.
 *
 * @param column the index of the column
 * @param by the part of a date or timestamp
 */
public record Dimension(int column, By by) {

  /** A part of a value. */
  public enum By {
    /** The whole value. */
    VALUE(Integer.MAX_VALUE),
    /** The year of a date or timestamp. */
    YEAR(4),
    /** The month, as {@code 2021-03}. */
    MONTH(7),
    /** The day, as {@code 2021-03-04}. */
    DAY(10);

    private final int characters;

    By(int characters) {
      this.characters = characters;
    }

    /** The number of characters of the value in ISO 8601 that are the part. */
    public int characters() {
      return characters;
    }
  }
}
