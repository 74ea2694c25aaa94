package dev.errand.worker.records;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Describes why a request had no response. The messages of the JDK are not used because they may
 * contain what was sent, for example the token.
 */
final class TransportError {

  private TransportError() {}

  static String describe(IOException e) {
    if (e instanceof IncompleteResponseException broken) {
      return broken.getMessage();
    }
    if (e instanceof ConnectException) {
      return "connection refused";
    }
    if (e instanceof NoRouteToHostException) {
      return "no route to the host";
    }
    if (e instanceof UnknownHostException) {
      return "unknown host";
    }
    if (e instanceof SocketTimeoutException) {
      return "no answer in time";
    }
    if (e instanceof SSLException) {
      return "TLS failed";
    }
    if (e instanceof SocketException) {
      return "connection broken";
    }
    return "no complete answer";
  }

  /**
   * Returns the JDK's message about the certificate of the server, if it caused the failure. It
   * contains nothing that was sent.
   */
  static Optional<String> certificateProblem(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return Optional.of(String.valueOf(cause.getMessage()));
      }
    }
    return Optional.empty();
  }
}
