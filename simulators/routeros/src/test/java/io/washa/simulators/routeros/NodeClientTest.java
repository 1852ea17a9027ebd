package io.washa.simulators.routeros;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client that other people wrote for Node, against the simulator. Skipped, with the reason, where
 * there is no npm or where it cannot install the package.
 */
class NodeClientTest {
  private static final String PACKAGE = "routeros-api@1.0.2";
  private static final int PATIENCE_SECONDS = 120;

  private static final String SCRIPT =
      """
      const { RouterOSAPI } = require('routeros-api');
      (async () => {
        const api = new RouterOSAPI({
          host: '127.0.0.1', port: Number(process.argv[2]),
          user: 'washa', password: 'secret', timeout: 10 });
        await api.connect();
        console.log('empty ' + (await api.write('/ppp/secret/print')).length);
        const added = await api.write('/ppp/secret/add', '=name=u1', '=comment=Zoe = ?x');
        console.log('added ' + added[0].ret);
        const rows = await api.write('/ppp/secret/print', '?name=u1');
        console.log('comment ' + rows[0].comment);
        try {
          await api.write('/ppp/secret/add', '=name=u1');
        } catch (e) {
          console.log('refused ' + e.message);
        }
        await api.write('/ppp/secret/remove', '=.id=' + added[0].ret);
        console.log('left ' + (await api.write('/ppp/secret/print')).length);
        await api.close();
      })().catch(e => { console.log('failed ' + e.message); process.exit(1); });
      """;

  @TempDir private static Path folder;

  @BeforeAll
  static void install() throws Exception {
    assumeTrue(runs("node", "--version"), "there is no node on the path");
    assumeTrue(runs("npm", "--version"), "there is no npm on the path");
    boolean installed =
        runs(
            "npm",
            "install",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--prefix",
            folder.toString(),
            PACKAGE);
    assumeTrue(installed, "npm cannot install " + PACKAGE);
    Files.writeString(folder.resolve("client.js"), SCRIPT);
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return finish(start(command)) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Process start(String... command) throws IOException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  private static int finish(Process process) throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return -1;
    }
    return process.exitValue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49", "7.12", "7.20"})
  void aNodeClientReadsWritesAndIsRefused(String version) throws Exception {
    try (RouterOsSimulator router =
        RouterOsSimulator.builder()
            .version(version)
            .user("washa", "secret")
            .cost(CostModel.FREE)
            .start()) {
      int exit = finish(start("node", "client.js", String.valueOf(router.apiPort())));
      List<String> output = Files.readAllLines(folder.resolve("output"), UTF_8);
      assertThat(output)
          .containsExactly(
              "empty 0",
              "added *1",
              "comment Zoe = ?x",
              "refused failure: secret with the same name already exists",
              "left 0");
      assertThat(exit).isZero();
    }
  }
}
