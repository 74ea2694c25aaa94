package dev.errand.local.programs.dynamodb;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Server;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local on the loopback interface, with one database for all regions and credentials.
 *
 * <p>Its own {@code ServerRunner} listens on every interface and lets any web page call it. This
 * one also leaves telemetry alone, which only {@code ServerRunner} sets up.
 */
public final class LoopbackServer {

  private static final String NO_ORIGIN = "";

  private LoopbackServer() {}

  /**
   * Serves until the process ends.
   *
   * @param arguments the port; then the folder of the database, or nothing to keep it in memory
   */
  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    boolean inMemory = arguments.length == 1;
    String folder = inMemory ? null : arguments[1];
    LocalDynamoDBRequestHandler requests =
        new LocalDynamoDBRequestHandler(0, inMemory, folder, true, false);
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    server.setHandler(new LocalDynamoDBServerHandler(requests, NO_ORIGIN));
    server.start();
    server.join();
  }
}
