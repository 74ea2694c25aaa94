package dev.errand.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.errand.core.FailureCode;
import dev.errand.worker.tls.TestCertificate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The built worker against a records API with TLS: trust and requests. */
class SecureRecordsApiIT {

  private static final byte[] NO_RECORDS =
      "{\"records\":[],\"next_cursor\":null,\"total\":0}".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  private final AtomicInteger requests = new AtomicInteger();
  private HttpsServer server;

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void readsThroughConscryptFromATrustedServer(String protocol) throws Exception {
    TestCertificate certificate = TestCertificate.of("ip:127.0.0.1", folder);
    start(certificate, protocol);

    try (WorkerProcess worker = worker(certificate, List.of("-Xlog:class+init"))) {
      assertThat(worker.await()).as(worker.log()).isZero();
      assertThat(worker.log()).contains("org/conscrypt/NativeSsl").doesNotContain("WARN");
    }
    assertThat(Files.readString(folder.resolve("reports/a-report/1-1795514400/report.csv")))
        .startsWith("id,");
    assertThat(requests).hasPositiveValue();
  }

  @Test
  void sendsNoRequestToAServerWithTheCertificateOfAnotherHost() throws Exception {
    TestCertificate certificate = TestCertificate.of("dns:records.example", folder);
    start(certificate, "TLSv1.3");

    failsWithoutARequest(certificate);
  }

  @Test
  void sendsNoRequestToAServerWithAnUntrustedCertificate() throws Exception {
    start(TestCertificate.of("ip:127.0.0.1", folder), "TLSv1.3");

    failsWithoutARequest(
        TestCertificate.of("ip:127.0.0.1", Files.createDirectory(folder.resolve("other"))));
  }

  private void failsWithoutARequest(TestCertificate trusted) throws Exception {
    try (WorkerProcess worker = worker(trusted, List.of())) {
      assertThat(worker.await())
          .as(worker.log())
          .isEqualTo(FailureCode.WORKER_MISCONFIGURED.exitCode().orElseThrow());
      assertThat(worker.log()).contains("The certificate of the records API is not trusted");
    }
    assertThat(requests).hasValue(0);
  }

  private WorkerProcess worker(TestCertificate trusted, List<String> options) throws Exception {
    List<String> trust =
        List.of(
            "-Djavax.net.ssl.trustStore=" + trusted.store(),
            "-Djavax.net.ssl.trustStorePassword=" + TestCertificate.PASSWORD);
    return WorkerProcess.start(
        Map.of(
            "REPORT_REQUEST",
            """
            {"filter": {"client_id": "1266cd5a-1dfa-44f2-83ca-534c30b38555",
             "start_date": "2021-01-01", "end_date": "2021-12-31"}, "formats": ["csv"]}""",
            "EXECUTION_NAME",
            "a-report",
            "EXECUTION_STARTED_AT",
            "2026-11-24T10:00:00Z",
            "RECORDS_API_URL",
            "https://127.0.0.1:" + server.getAddress().getPort(),
            "RECORDS_API_TOKEN",
            "token",
            "OUTPUT_FOLDER",
            folder.toString()),
        Stream.concat(trust.stream(), options.stream()).toList());
  }

  private void start(TestCertificate certificate, String protocol) throws Exception {
    SSLContext tls = certificate.server();
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters only = tls.getDefaultSSLParameters();
            only.setProtocols(new String[] {protocol});
            parameters.setSSLParameters(only);
          }
        });
    server.createContext(
        "/v1/records",
        exchange -> {
          requests.incrementAndGet();
          try (exchange) {
            exchange.sendResponseHeaders(200, NO_RECORDS.length);
            exchange.getResponseBody().write(NO_RECORDS);
          }
        });
    server.start();
  }
}
