package dev.errand.worker.page;

import com.fasterxml.jackson.core.JsonPointer;
import dev.errand.worker.tally.TallyShape;
import dev.errand.worker.type.Column;
import dev.errand.worker.type.DeclaredType;
import dev.errand.worker.type.Paging;
import dev.errand.worker.type.Total;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Parses pages of records with declared columns: fields in any order, nested, with any others
 * between them. It converts bytes of JSON into bytes of CSV. It belongs to one thread and to the
 * pages of one window, in their order.
 */
public final class PageParser {

  /** The room after a body that {@link #parse} needs. It makes room if there is less. */
  public static final int PADDING = JsonScanner.PADDING;

  private static final Pattern TOTAL = Pattern.compile("[0-9]{1,18}");

  private final JsonValues pageValues;
  private final JsonValues recordValues;
  private final JsonScanner scanner;
  private final PageRows rows;
  private final int nextSlot;
  private final int totalSlot;
  private final int moreSlot;
  private final int lastIdSlot;
  private final boolean needsNext;
  private final boolean comparesPages;
  private long parsedPage = -1;
  private long acceptedPage = -1;

  /**
   * Creates a parser.
   *
   * @param expected the value of every record, by column; empty for any
   * @param range the times of the window; empty for any
   * @param beyond records up to the one with these values are checked but not written
   */
  public PageParser(
      DeclaredType type,
      List<Optional<String>> expected,
      Optional<TimeRange> range,
      Optional<List<String>> beyond) {
    Paging paging = type.source().paging();
    needsNext = paging instanceof Paging.Cursor cursor && cursor.isAlways();
    FieldTree pageFields = new FieldTree();
    pageFields.addRecords(type.source().records());
    nextSlot = add(pageFields, next(paging), 0);
    totalSlot =
        add(
            pageFields,
            type.source()
                .total()
                .flatMap(
                    total ->
                        total instanceof Total.Body body
                            ? Optional.of(body.pointer())
                            : Optional.empty()),
            1);
    moreSlot = add(pageFields, paging.more(), 2);
    pageValues = new JsonValues(3);

    FieldTree recordFields = new FieldTree();
    int[] slots = new int[type.columns().size()];
    for (int column = 0; column < slots.length; column++) {
      Column declared = type.columns().get(column);
      slots[column] = recordFields.add(declared.pointer(), column);
    }
    lastIdSlot =
        paging instanceof Paging.LastId last ? recordFields.add(last.id(), slots.length) : -1;
    recordValues = new JsonValues(slots.length + 1);
    comparesPages = !(paging instanceof Paging.None) && !type.source().isOrderStrict();
    rows = new PageRows(type, slots, expected, recordValues, range, beyond);
    scanner =
        new JsonScanner(
            pageFields,
            pageValues,
            recordFields,
            recordValues,
            type.output().csv().separator(),
            rows.plainValues(),
            rows);
  }

  /** What the records of a type are added up to. */
  public static TallyShape shape(DeclaredType type) {
    return new TallyShape(
        type.summary().measures().size(),
        type.summary().dimensions().size(),
        type.output().csv().separator());
  }

  private static int add(FieldTree fields, Optional<JsonPointer> pointer, int slot) {
    return pointer.map(where -> fields.add(where, slot)).orElse(-1);
  }

  private static Optional<JsonPointer> next(Paging paging) {
    if (paging instanceof Paging.Cursor cursor) {
      return Optional.of(cursor.pointer());
    }
    return paging instanceof Paging.NextLink link ? Optional.of(link.pointer()) : Optional.empty();
  }

  /**
   * Parses a page.
   *
   * @param body JSON in UTF-8
   * @param last the values of the last record before the page; empty at the start of a window
   * @param csv receives the rows; its previous content is removed
   * @throws InvalidPageException if the body is not a page of the type
   */
  public ParsedPage parse(Bytes body, List<String> last, Bytes csv) throws InvalidPageException {
    csv.truncate(0);
    body.pad(PADDING);
    byte[] in = body.array();
    rows.begin(in, last, csv);
    try {
      scanner.scan(in, body.length());
      ParsedPage page = page(in, csv);
      requireNew(body);
      rows.end();
      return page;
    } catch (JsonSyntax.JsonSyntaxException e) {
      throw new MalformedPageException(
          "the page is not JSON in UTF-8 (byte %d of %d)"
              .formatted(scanner.offset(), body.length()),
          e);
    }
  }

  /**
   * Accepts the page that was parsed last: later ones may not repeat it. A page that is not
   * accepted may be parsed again.
   */
  public void accept() {
    acceptedPage = parsedPage;
    rows.accept();
  }

  private ParsedPage page(byte[] in, Bytes csv) throws InvalidPageException {
    require(
        !needsNext || pageValues.kind(nextSlot) != JsonValues.ABSENT,
        "the page has no cursor, not even null");
    return new ParsedPage(
        csv,
        rows.tally(),
        rows.last(),
        rows.records(),
        text(nextSlot, in, "the link or cursor of the next page").filter(next -> !next.isEmpty()),
        lastId(in),
        total(in),
        hasMore());
  }

  /** The values of the last record are still in place after the page was scanned. */
  private Optional<String> lastId(byte[] in) throws InvalidPageException {
    if (lastIdSlot < 0 || rows.records() == 0) {
      return Optional.empty();
    }
    require(
        !recordValues.isMissing(lastIdSlot) && recordValues.isScalar(lastIdSlot),
        "the last record has no id");
    return Optional.of(recordValues.text(lastIdSlot, in));
  }

  private OptionalLong total(byte[] in) throws InvalidPageException {
    if (totalSlot < 0) {
      return OptionalLong.empty();
    }
    String text = text(totalSlot, in, "the total").orElse("");
    require(TOTAL.matcher(text).matches(), "the total is not a non-negative integer");
    return OptionalLong.of(Long.parseLong(text));
  }

  private Optional<Boolean> hasMore() throws InvalidPageException {
    if (moreSlot < 0) {
      return Optional.empty();
    }
    int kind = pageValues.kind(moreSlot);
    require(
        kind == JsonValues.TRUE || kind == JsonValues.FALSE,
        "the page does not say whether more records follow");
    return Optional.of(kind == JsonValues.TRUE);
  }

  private Optional<String> text(int slot, byte[] in, String name) throws InvalidPageException {
    if (slot < 0 || pageValues.isMissing(slot)) {
      return Optional.empty();
    }
    require(pageValues.isScalar(slot), name + " is neither a string nor a number");
    return Optional.of(pageValues.text(slot, in));
  }

  /** An API that ignores the request for the next page returns the same page again. */
  private void requireNew(Bytes body) throws InvalidPageException {
    parsedPage = acceptedPage;
    if (!comparesPages || rows.records() == 0) {
      return;
    }
    CRC32C crc = new CRC32C();
    crc.update(body.array(), 0, body.length());
    parsedPage = (crc.getValue() << 31) ^ body.length();
    require(parsedPage != acceptedPage, "the page is the same as the one before it");
  }

  private static void require(boolean holds, String otherwise) throws InvalidPageException {
    if (!holds) {
      throw new InvalidPageException(otherwise);
    }
  }
}
