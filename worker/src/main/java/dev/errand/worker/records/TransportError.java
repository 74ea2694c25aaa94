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
 * Why a request had no answer, in words of our own: those of the JDK may hold what was sent, and
 * with it the token.
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

  /** What is wrong with the server's certificate, if that is why; it holds nothing that we sent. */
  static Optional<String> certificateProblem(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return Optional.of(String.valueOf(cause.getMessage()));
      }
    }
    return Optional.empty();
  }
}
