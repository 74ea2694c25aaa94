package dev.errand.functions.delivery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Decides which addresses are hosts on the public Internet. Source: IANA's registries of
 * special-purpose addresses for IPv4 (RFC 6890) and IPv6. Of IPv6 only 2000::/3, the global unicast
 * addresses, counts, which leaves out loopback, link-local and unique local addresses, NAT64
 * (64:ff9b::/96) and addresses that hold one of IPv4.
 */
final class PublicAddresses {

  /** Addresses that begin with the same bits. */
  private static final class Block {
    private final byte[] network;
    private final int bits;

    private Block(byte[] network, int bits) {
      this.network = network;
      this.bits = bits;
    }

    static Block of(String text) {
      int slash = text.indexOf('/');
      try {
        return new Block(
            InetAddress.getByName(text.substring(0, slash)).getAddress(),
            Integer.parseInt(text.substring(slash + 1)));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(text, e);
      }
    }

    boolean contains(byte[] address) {
      if (address.length != network.length) {
        return false;
      }
      int whole = bits / 8;
      if (!Arrays.equals(network, 0, whole, address, 0, whole)) {
        return false;
      }
      int rest = bits % 8;
      return rest == 0 || (network[whole] ^ address[whole]) >> (8 - rest) == 0;
    }
  }

  private static final List<Block> NOT_PUBLIC_V4 =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.31.196.0/24",
          "192.52.193.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "192.175.48.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  private static final Block GLOBAL_V6 = Block.of("2000::/3");

  /** Within the global unicast addresses: Teredo, benchmarks and the like, examples, 6to4. */
  private static final List<Block> NOT_PUBLIC_V6 =
      blocks("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

  private PublicAddresses() {}

  static boolean contain(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address
        ? NOT_PUBLIC_V4.stream().noneMatch(block -> block.contains(bytes))
        : GLOBAL_V6.contains(bytes)
            && NOT_PUBLIC_V6.stream().noneMatch(block -> block.contains(bytes));
  }

  private static List<Block> blocks(String... texts) {
    return Arrays.stream(texts).map(Block::of).toList();
  }
}
