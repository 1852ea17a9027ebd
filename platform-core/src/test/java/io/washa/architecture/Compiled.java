package io.washa.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.washa.tenancy.TenantId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Classes to check: the core's own, and small broken ones that are compiled on the spot. */
final class Compiled {
  private static final Pattern PACKAGE = Pattern.compile("\\bpackage ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|record) (\\w+)");

  private static final List<String> OPTIONS = List.of("-proc:none", "-nowarn");
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
  // One for all, because it remembers what it found in the class path's jars.
  private static final StandardJavaFileManager FILES =
      COMPILER.getStandardFileManager(null, null, UTF_8);

  private Compiled() {}

  /** The core's classes without its tests. */
  static JavaClasses core() {
    return new ClassFileImporter().importPath(ownTarget().resolve("classes"));
  }

  /** The core's classes and its tests. */
  static JavaClasses coreAndTests() {
    return new ClassFileImporter()
        .importPaths(ownTarget().resolve("classes"), ownTarget().resolve("test-classes"));
  }

  /** The build's folder of the core. */
  static Path ownTarget() {
    try {
      URI classes = TenantId.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(classes).resolveSibling("").toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Compiles sources, each of one type or one package-info, and none of the core's rules. */
  static JavaClasses of(List<String> sources) {
    StringWriter messages = new StringWriter();
    try {
      Path folder =
          Files.createTempDirectory(Files.createDirectories(ownTarget().resolve("broken")), "case");
      FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
      List<Source> units = sources.stream().map(Source::new).toList();
      if (!COMPILER.getTask(messages, FILES, null, OPTIONS, null, units).call()) {
        throw new IllegalStateException(messages.toString());
      }
      return new ClassFileImporter().importPath(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("memory:///" + path(text)), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    private static String path(String text) {
      Matcher packageName = PACKAGE.matcher(text);
      Matcher type = TYPE.matcher(text);
      if (!packageName.find()) {
        throw new IllegalArgumentException("no package: " + text);
      }
      String name = type.find() ? type.group(1) : "package-info";
      return packageName.group(1).replace('.', '/') + '/' + name + ".java";
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
