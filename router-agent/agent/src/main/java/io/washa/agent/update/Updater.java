package io.washa.agent.update;

import io.washa.protocol.MessageCodec;
import io.washa.protocol.MessageCodec.MalformedMessageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Looks for a newer release and makes it ready to be tried. */
public final class Updater {
  private static final System.Logger LOG = System.getLogger("washa.update");
  private static final int MAX_BYTES = 20_000_000;
  private static final int MAX_OFFER_BYTES = 16 * 1024;
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final HttpClient http;
  private final URI hub;
  private final AppFolder app;
  private final Path keyFile;

  /**
   * An updater.
   *
   * @param hub where releases are; https, or this machine
   * @param keyFile with the public key that they are signed with
   */
  public Updater(HttpClient http, URI hub, AppFolder app, Path keyFile) {
    this.http = http;
    this.hub = hub;
    this.app = app;
    this.keyFile = keyFile;
  }

  /**
   * Looks once.
   *
   * @param running the version that runs
   * @return whether a newer one is ready: the next start tries it
   * @throws IOException if the hub does not answer, or what it gave is not to be trusted
   */
  public boolean look(String running) throws IOException, InterruptedException {
    requireSafe();
    Release offer = offer();
    if (!offer.isLaterThan(running) || app.isRefused(offer.version())) {
      return false;
    }
    Path file = app.download();
    try {
      download(file);
      verify(file, offer);
      app.tryNext(offer.version());
    } finally {
      Files.deleteIfExists(file);
    }
    LOG.log(System.Logger.Level.INFO, "release {0} is ready to be tried", offer.version());
    return true;
  }

  private void requireSafe() throws IOException {
    if (!"https".equals(hub.getScheme())
        && !InetAddress.getByName(hub.getHost()).isLoopbackAddress()) {
      throw new IOException("releases are only taken over https");
    }
  }

  private Release offer() throws IOException, InterruptedException {
    try (InputStream in = get(Release.PATH)) {
      byte[] text = in.readNBytes(MAX_OFFER_BYTES);
      return MessageCodec.readValue(new String(text, StandardCharsets.UTF_8), Release.class);
    } catch (MalformedMessageException e) {
      throw new IOException("the hub's offer cannot be understood", e);
    }
  }

  private InputStream get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(hub.resolve(path)).timeout(TIMEOUT).build();
    HttpResponse<InputStream> response =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      response.body().close();
      throw new IOException("the hub answered HTTP " + response.statusCode() + " to " + path);
    }
    return response.body();
  }

  private void download(Path file) throws IOException, InterruptedException {
    try (InputStream in = get(Release.JAR_PATH);
        OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[64 * 1024];
      long total = 0;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        total += count;
        if (total > MAX_BYTES) {
          throw new IOException("the release is longer than " + MAX_BYTES + " bytes");
        }
        out.write(buffer, 0, count);
      }
    }
  }

  /** The version stands in what was signed, so that an old release cannot pass for a new one. */
  private void verify(Path file, Release offer) throws IOException {
    if (!ReleaseKey.read(keyFile).signed(file, offer.signature())) {
      throw new IOException("the release is not signed with the key of this installation");
    }
    try (JarFile jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      String version =
          manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Version");
      if (!offer.version().equals(version)) {
        throw new IOException("the release is not the version that was offered");
      }
    }
  }
}
