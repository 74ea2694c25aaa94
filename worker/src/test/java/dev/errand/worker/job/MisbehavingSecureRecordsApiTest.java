package dev.errand.worker.job;

import dev.errand.worker.job.ScriptedRecordsApi.Reply;
import dev.errand.worker.tls.TestCertificate;
import java.nio.file.Path;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The same faults over TLS. */
class MisbehavingSecureRecordsApiTest extends MisbehavingRecordsApiTest {

  @TempDir static Path keys;

  private static SSLSocketFactory before;
  private static SSLContext server;

  @BeforeAll
  static void installTls() throws Exception {
    before = HttpsURLConnection.getDefaultSSLSocketFactory();
    TestCertificate certificate = TestCertificate.of("ip:127.0.0.1", keys);
    server = certificate.server();
    HttpsURLConnection.setDefaultSSLSocketFactory(certificate.client().getSocketFactory());
  }

  @AfterAll
  static void restoreTls() {
    HttpsURLConnection.setDefaultSSLSocketFactory(before);
  }

  @Override
  ScriptedRecordsApi api(Reply... script) throws Exception {
    return new ScriptedRecordsApi(server, script);
  }
}
