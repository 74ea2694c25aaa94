package dev.errand.functions.delivery;

import java.net.UnknownHostException;

/** A host has an address that is not public. The message does not contain it. */
final class RefusedAddressException extends UnknownHostException {

  private static final long serialVersionUID = 1;

  RefusedAddressException() {
    super("the host has an address that is not public");
  }
}
