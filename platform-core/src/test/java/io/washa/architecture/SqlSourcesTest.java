package io.washa.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No statement is put together from parts that a program chooses. */
class SqlSourcesTest {
  /**
   * Provisioning and migration, which name roles and schemas after the directory's numbers; SQL has
   * no parameters for names.
   */
  private static final Set<String> NAME_SCHEMAS =
      Set.of(
          "CellSetup.java",
          "SchemaMigrations.java",
          "TenantConnection.java",
          "TenantProvisioning.java",
          "TenantScript.java");

  @Test
  void noStatementOfThePlatformIsBuilt() throws IOException {
    List<Path> sources = platformSources();

    assertThat(sources).hasSizeGreaterThan(100);
    assertThat(SqlSources.builtStatements(files(sources))).isEmpty();
  }

  @Test
  void theExceptionsAreNeeded() throws IOException {
    List<Path> tenancy =
        under(root().resolve("platform-core/src/main/java/io/washa/tenancy")).toList();

    assertThat(SqlSources.builtStatements(files(tenancy))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jdbc.sql("SELECT " + name)                     | jdbc.sql("SELECT " + "?").param(name)
          jdbc.sql("SELECT %s".formatted(name))          | jdbc.sql(COLUMNS)
          jdbc.sql(String.format("SELECT %s", name))     | jdbc.sql("SELECT " + COLUMNS)
          jdbc.sql(name)                                 | jdbc.sql(name == null ? "A" : "B")
          jdbc.sql(built)                                | jdbc.sql((COLUMNS))
          jdbc.sql(name.concat(COLUMNS))                 | jdbc.sql(COLUMNS + COLUMNS)
          entities.createNativeQuery("SELECT " + name)   | entities.createNativeQuery(COLUMNS)
          statement.execute("SELECT " + name)            | statement.execute("SELECT 1")
          helper("SELECT " + name)                       | helper("SELECT " + COLUMNS)
          """)
  void aBuiltStatementIsFoundAndAWrittenOneIsNot(String built, String written) {
    assertThat(SqlSources.builtStatements(List.of(source(built)))).isNotEmpty();
    assertThat(SqlSources.builtStatements(List.of(source(written)))).isEmpty();
  }

  private static JavaFileObject source(String statement) {
    String text =
        """
        class Report {
          private static final String COLUMNS = "id, " + "name";
          void read(String name) {
            %s;
          }
          private void helper(String sql) {
            jdbc.sql(sql);
          }
          private void other() {
            helper("SELECT 1");
          }
        }
        """
            .formatted(statement);
    return new SimpleJavaFileObject(
        URI.create("memory:///Report.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  private static List<Path> platformSources() throws IOException {
    return Stream.of("platform-core", "customer-portal-ui", "tenant-admin-ui", "platform-app/app")
        .map(module -> root().resolve(module).resolve("src/main/java"))
        .filter(Files::isDirectory)
        .flatMap(SqlSourcesTest::under)
        .filter(file -> !NAME_SCHEMAS.contains(file.getFileName().toString()))
        .toList();
  }

  private static Stream<Path> under(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Iterable<? extends JavaFileObject> files(List<Path> sources) {
    return ToolProvider.getSystemJavaCompiler()
        .getStandardFileManager(null, null, null)
        .getJavaFileObjectsFromPaths(sources);
  }

  private static Path root() {
    return Compiled.ownTarget().resolve("../..").normalize();
  }
}
