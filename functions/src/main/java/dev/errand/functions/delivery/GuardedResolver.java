package dev.errand.functions.delivery;

import dev.errand.functions.webhook.Targets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves the host of every connection, and refuses it if any of its addresses is not public. The
 * connection is made to the addresses that were checked, so it makes no difference if the addresses
 * of the name change between check and connection.
 */
final class GuardedResolver implements DnsResolver {

  /** The maximum number of addresses of a host that are tried. */
  private static final int MAX_ADDRESSES = 4;

  private final Resolver resolver;
  private final Targets targets;

  GuardedResolver(Resolver resolver, Targets targets) {
    this.resolver = resolver;
    this.targets = targets;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = resolver.resolve(host);
    boolean loopback = targets.isLoopback(host) || targets.isLoopback("[" + host + "]");
    for (InetAddress address : addresses) {
      if (loopback ? !address.isLoopbackAddress() : !PublicAddresses.contain(address)) {
        throw new RefusedAddressException();
      }
    }
    return Arrays.copyOf(addresses, Math.min(MAX_ADDRESSES, addresses.length));
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
