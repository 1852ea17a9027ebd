package io.washa.agent.store;

import io.washa.protocol.Assign;
import io.washa.protocol.MessageCodec;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The agent's folder. One running agent at a time holds it. */
public final class AgentFolder implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("washa.store");

  private final Path folder;
  private final Vault vault;
  private final @Nullable FileChannel lockFile;

  private AgentFolder(Path folder, Vault vault, @Nullable FileChannel lockFile) {
    this.folder = folder;
    this.vault = vault;
    this.lockFile = lockFile;
  }

  /**
   * Opens the folder and makes it if need be.
   *
   * @throws IOException if it cannot be used, or another agent is using it
   */
  public static AgentFolder open(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel lockFile =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = lockFile.tryLock();
      if (lock == null) {
        throw new IOException("another agent is using " + folder);
      }
      return new AgentFolder(folder, Vault.open(folder.resolve("key")), lockFile);
    } catch (OverlappingFileLockException e) {
      lockFile.close();
      throw new IOException("another agent is using " + folder, e);
    } catch (IOException e) {
      lockFile.close();
      throw e;
    }
  }

  /**
   * Looks into a folder that an agent may be using.
   *
   * @throws IOException if there is none
   */
  public static AgentFolder look(Path folder) throws IOException {
    Path key = folder.resolve("key");
    if (!Files.isReadable(key)) {
      throw new IOException("no agent's folder, or not readable by this user: " + folder);
    }
    return new AgentFolder(folder, Vault.open(key), null);
  }

  /**
   * Who this agent is.
   *
   * @param agent id from enrolment, null while not enrolled
   * @param privateKey Ed25519, PKCS 8, base64
   * @param publicKey Ed25519, X.509, base64
   */
  public record Identity(@Nullable UUID agent, String site, String privateKey, String publicKey) {

    /** Leaves the private key out. */
    @Override
    public String toString() {
      return "Identity[" + agent + " " + site + "]";
    }
  }

  /**
   * What was last known of the platform's time and rules.
   *
   * @param seen the platform's time when the hub was last heard
   * @param graceSeconds from the last Welcome
   */
  public record HubTime(Instant seen, long graceSeconds) {}

  /** Key and id, if there is one. */
  public Optional<Identity> identity() {
    return read("identity", Identity.class);
  }

  /** Stores key and id. */
  public void storeIdentity(Identity identity) throws IOException {
    write("identity", identity);
  }

  /** The hub that this agent enrolled at. */
  public Optional<URI> hub() {
    return read("hub", URI.class);
  }

  /** Stores the hub. */
  public void storeHub(URI hub) throws IOException {
    write("hub", hub);
  }

  /** The routers last assigned; none if there never were any. */
  public Assign assignment() {
    return read("assignment", Assign.class).orElse(new Assign(java.util.List.of()));
  }

  /** Stores the assigned routers. */
  public void storeAssignment(Assign assign) throws IOException {
    write("assignment", assign);
  }

  /** When the hub was last heard. */
  public Optional<HubTime> hubTime() {
    return read("hub-time", HubTime.class);
  }

  /** Stores when the hub was last heard. */
  public void storeHubTime(HubTime time) throws IOException {
    write("hub-time", time);
  }

  /** The sessions last stored for a router, a line each; none if there are none. */
  public List<String> sessions(UUID router) {
    return readText(sessionsName(router)).map(text -> text.lines().toList()).orElse(List.of());
  }

  /**
   * Stores the sessions seen on a router. Not forced to the disk: that would wear cards out, and
   * without them a session only gets another id.
   */
  public void storeSessions(UUID router, List<String> lines) throws IOException {
    String name = sessionsName(router);
    byte[] plain = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    DurableFiles.replaceLazily(folder.resolve(name), vault.seal(plain, name));
  }

  private static String sessionsName(UUID router) {
    return "sessions-" + router;
  }

  /** What is held for a router. */
  public RouterFile router(UUID router) {
    return new RouterFile(routerPath(router), vault);
  }

  /** Forgets a router that is no longer assigned. */
  public void forgetRouter(UUID router) throws IOException {
    Files.deleteIfExists(routerPath(router));
    Files.deleteIfExists(folder.resolve(sessionsName(router)));
    DurableFiles.syncFolder(folder);
  }

  private Path routerPath(UUID router) {
    return folder.resolve("router-" + router);
  }

  private void write(String name, Object value) throws IOException {
    byte[] plain = MessageCodec.writeValue(value).getBytes(StandardCharsets.UTF_8);
    DurableFiles.replace(folder.resolve(name), vault.seal(plain, name));
  }

  private <T> Optional<T> read(String name, Class<T> type) {
    return readText(name)
        .flatMap(text -> {
          try {
            return Optional.of(MessageCodec.readValue(text, type));
          } catch (MessageCodec.MalformedMessageException e) {
            return damaged(name, e);
          }
        });
  }

  private Optional<String> readText(String name) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      byte[] plain = vault.open(Files.readAllBytes(file), name);
      return Optional.of(new String(plain, StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException e) {
      return damaged(name, e);
    }
  }

  private static <T> Optional<T> damaged(String name, Exception e) {
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} is damaged and counts as missing: {1}",
        name,
        e.getMessage());
    return Optional.empty();
  }

  /** Lets another agent use the folder. */
  @Override
  public void close() throws IOException {
    if (lockFile != null) {
      lockFile.close();
    }
  }
}
