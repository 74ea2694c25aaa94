import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLServerSocketFactory;

/**
 * A records API that answers from memory, so that a benchmark does not measure it; also a bucket that
 * discards its objects.
 *
 * <p>{@code java PageServer.java RECORDS LATENCY_MILLIS [tls] [general]} prints its port. With {@code
 * tls} the key store comes from {@code -Djavax.net.ssl.keyStore}. With {@code general} the fields of a
 * record are not in the order of the contract.
 */
public final class PageServer {

  private static final LocalDate FIRST = LocalDate.of(2021, 1, 1);
  private static final int DAYS = 365;
  private static final String CLIENT = "1266cd5a-1dfa-44f2-83ca-534c30b38555";
  private static final String[] CURRENCIES = {"EUR", "EUR", "USD", "GBP", "CHF", "JPY", "KWD"};
  private static final String[] STATUSES = {"settled", "settled", "pending", "cancelled"};
  private static final int AT_ONCE = 64;

  private final int records;
  private final int latencyMillis;
  private final boolean general;

  /** The JSON of each day's records, with a comma after each, and where each begins. */
  private final byte[][] days = new byte[DAYS][];

  private final int[][] starts = new int[DAYS][];

  private PageServer(int records, int latencyMillis, boolean general) {
    this.records = records;
    this.latencyMillis = latencyMillis;
    this.general = general;
    IntStream.range(0, DAYS).parallel().forEach(this::fill);
  }

  public static void main(String[] args) throws IOException {
    List<String> options = List.of(args).subList(2, args.length);
    PageServer server =
        new PageServer(
            Integer.parseInt(args[0]), Integer.parseInt(args[1]), options.contains("general"));
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ServerSocket socket =
        options.contains("tls")
            ? SSLServerSocketFactory.getDefault().createServerSocket(0, AT_ONCE, loopback)
            : new ServerSocket(0, AT_ONCE, loopback);
    System.out.println(socket.getLocalPort());
    while (true) {
      Socket connection = socket.accept();
      Thread thread = new Thread(() -> server.serve(connection));
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void fill(int day) {
    int first = firstOf(day);
    int count = firstOf(day + 1) - first;
    SplittableRandom random = new SplittableRandom(day);
    ByteArrayOutputStream json = new ByteArrayOutputStream(count * 300);
    int[] start = new int[count + 1];
    for (int i = 0; i < count; i++) {
      json.writeBytes(record(random, day, first + i, (int) (86_400L * i / count)));
      start[i + 1] = json.size();
    }
    days[day] = json.toByteArray();
    starts[day] = start;
  }

  private byte[] record(SplittableRandom random, int day, int number, int second) {
    String currency = CURRENCIES[random.nextInt(CURRENCIES.length)];
    int decimals = currency.equals("JPY") ? 0 : currency.equals("KWD") ? 3 : 2;
    long units = random.nextLong(1, 10_000_000) * (random.nextInt(7) == 0 ? -1 : 1);
    String json =
        "{\"id\":\"%08x-0000-4000-8000-%012x\",\"client_id\":\"%s\",".formatted(number, random.nextLong(1L << 48), CLIENT)
            + "\"booked_at\":\"%sT%02d:%02d:%02dZ\",".formatted(FIRST.plusDays(day), second / 3600, second / 60 % 60, second % 60)
            + amountAndCurrency(BigDecimal.valueOf(units, decimals).toPlainString(), currency)
            + "\"status\":\"%s\",".formatted(STATUSES[random.nextInt(STATUSES.length)])
            + "\"counterparty\":\"%s %d\",".formatted(random.nextInt(20) == 0 ? "Müller, Söhne & Co" : "Counterparty", random.nextInt(5000))
            + "\"description\":\"Invoice %d for services rendered\"},".formatted(random.nextInt(1_000_000));
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private String amountAndCurrency(String amount, String currency) {
    return general
        ? "\"currency\":\"%s\",\"amount\":\"%s\",".formatted(currency, amount)
        : "\"amount\":\"%s\",\"currency\":\"%s\",".formatted(amount, currency);
  }

  private int firstOf(int day) {
    return (int) ((long) records * day / DAYS);
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        String target = head.split(" ", 3)[1];
        if (target.startsWith("/v1/records?")) {
          TimeUnit.MILLISECONDS.sleep(latencyMillis);
          page(query(target), out);
        } else {
          bucket(head, target, in, out);
        }
        out.flush();
      }
    } catch (IOException | InterruptedException closed) {
      // the client closed the connection
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int b = in.read(); b >= 0; b = in.read()) {
      head.append((char) b);
      if (b == '\n' && head.length() >= 4 && head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
        break;
      }
    }
    return head.toString();
  }

  private static Map<String, String> query(String target) {
    return Arrays.stream(target.substring(target.indexOf('?') + 1).split("&"))
        .map(parameter -> parameter.split("=", 2))
        .collect(Collectors.toMap(parameter -> parameter[0], parameter -> parameter[1]));
  }

  private void page(Map<String, String> query, OutputStream out) throws IOException {
    int first = firstOf(day(query.get("start_date")));
    int end = firstOf(day(query.get("end_date")) + 1);
    int from = query.containsKey("cursor") ? Integer.parseInt(query.get("cursor")) : first;
    int to = Math.min(end, from + Integer.parseInt(query.get("page_size")));
    byte[] begin = "{\"records\":[".getBytes(StandardCharsets.US_ASCII);
    String next = to < end ? "\"" + to + "\"" : "null";
    byte[] close = "],\"next_cursor\":%s,\"total\":%d}".formatted(next, end - first).getBytes(StandardCharsets.US_ASCII);
    long length = begin.length + close.length + Math.max(0, slices(from, to, null) - 1);
    out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n".formatted(length).getBytes(StandardCharsets.US_ASCII));
    out.write(begin);
    slices(from, to, out);
    out.write(close);
  }

  /** Writes these records, without the last comma; their length with it. */
  private long slices(int from, int to, OutputStream out) throws IOException {
    long length = 0;
    for (int day = 0; day < DAYS; day++) {
      int begin = Math.max(from, firstOf(day)) - firstOf(day);
      int end = Math.min(to, firstOf(day + 1)) - firstOf(day);
      if (begin < end) {
        int bytes = starts[day][end] - starts[day][begin];
        length += bytes;
        if (out != null) {
          boolean last = end + firstOf(day) == to;
          out.write(days[day], starts[day][begin], last ? bytes - 1 : bytes);
        }
      }
    }
    return length;
  }

  private static int day(String date) {
    long day = ChronoUnit.DAYS.between(FIRST, LocalDate.parse(date));
    return (int) Math.max(-1, Math.min(DAYS - 1, day));
  }

  private static void bucket(String head, String target, InputStream in, OutputStream out) throws IOException {
    String lower = head.toLowerCase(Locale.ROOT);
    int at = lower.indexOf("\r\ncontent-length:");
    long left = at < 0 ? 0 : Long.parseLong(lower.substring(at + 17, lower.indexOf("\r\n", at + 17)).trim());
    if (lower.contains("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    in.skipNBytes(left);
    String body =
        target.endsWith("?uploads") || target.endsWith("?uploads=")
            ? "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>"
            : head.startsWith("POST")
                ? "<CompleteMultipartUploadResult><ETag>\"1\"</ETag></CompleteMultipartUploadResult>"
                : target.contains("uploads")
                    ? "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>"
                    : "";
    String status = head.startsWith("GET") && body.isEmpty() ? "404 Not Found" : "200 OK";
    out.write("HTTP/1.1 %s\r\nETag: \"1\"\r\nContent-Length: %d\r\n\r\n%s".formatted(status, body.length(), body).getBytes(StandardCharsets.US_ASCII));
  }
}
