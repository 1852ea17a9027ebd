package io.washa.agent.update;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes jars that hold the agent's classes and these tests' programs. */
final class ReleaseJars {
  private ReleaseJars() {}

  static Path write(Path file, String version, Class<?> main) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, main.getName());
    attributes.put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Path root : List.of(Path.of("target/classes"), Path.of("target/test-classes"))) {
        add(jar, root, root.resolve("io/washa/agent/update"));
      }
    }
    return file;
  }

  private static void add(JarOutputStream jar, Path root, Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(ReleaseJars::isClass).toList()) {
        jar.putNextEntry(new JarEntry(root.relativize(file).toString()));
        jar.write(Files.readAllBytes(file));
        jar.closeEntry();
      }
    }
  }

  /** Both roots describe the package. */
  private static boolean isClass(Path file) {
    return !file.endsWith("package-info.class");
  }
}
