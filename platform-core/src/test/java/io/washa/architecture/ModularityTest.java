package io.washa.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.Violations;
import org.springframework.modulith.docs.Documenter;

/** The modules of the core use each other only as they declare, and declare only arrows down. */
class ModularityTest {
  /** The design's table of modules, from the top down; a module may use only what stands below. */
  private static final List<String> TABLE =
      List.of(
          "insight",
          "notifications",
          "operator",
          "vouchers",
          "billing",
          "subscriptions",
          "payments",
          "agents",
          "network",
          "customers",
          "catalog",
          "ledger",
          "identity",
          "audit",
          "work",
          "tenancy",
          "protocol");

  // The programs beside the platform share its root package and stand on the tests' class path.
  private static final ApplicationModules MODULES =
      ApplicationModules.of(
          "io.washa",
          resideInAnyPackage("io.washa.agent..", "io.washa.simulators..", "io.washa.servers.."));

  private static final List<String> NAMES =
      MODULES.stream().map(module -> module.getIdentifier().toString()).toList();

  @Test
  void everyModuleUsesOnlyWhatItDeclares() {
    MODULES.verify();
  }

  @Test
  void theModulesAreThoseOfTheTable() {
    assertThat(TABLE).containsAll(NAMES);
    assertThat(NAMES)
        .contains("tenancy", "work", "ledger", "catalog", "customers", "network", "agents")
        .contains("subscriptions", "payments", "billing", "insight", "protocol");
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void everyModuleDeclaresOnlyWhatStandsBelowIt(String module) {
    if (!module.equals("protocol")) {
      assertThat(below(module)).containsAll(declared("io.washa." + module));
    }
  }

  @Test
  void anArrowUpTheTableIsSeen() {
    assertThat(below("ledger")).contains("tenancy").doesNotContain("customers", "ledger");
    assertThat(declared("io.washabroken.undeclared.till")).isEmpty();
    assertThat(declared("io.washabroken.sound.till")).containsExactly("shop");
  }

  @Test
  void otherModulesReachThePackageOfDarajaByItsName() {
    var payments = MODULES.getModuleByName("payments").orElseThrow();

    assertThat(payments.getNamedInterfaces().getByName("daraja")).isPresent();
    assertThat(payments.getNamedInterfaces().getByName("internals")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "undeclared, Allowed targets: none",
    "cycle, Cycle detected",
    "internals, non-exposed",
  })
  void aBrokenSetOfModulesIsRefused(String set, String reason) {
    ApplicationModules broken = modulesOf("io.washabroken." + set);

    assertThatThrownBy(broken::verify).isInstanceOf(Violations.class).hasMessageContaining(reason);
  }

  @Test
  void itsSoundTwinIsAccepted() {
    ApplicationModules sound = modulesOf("io.washabroken.sound");

    assertThat(sound.stream()).hasSize(2);
    sound.verify();
  }

  @Test
  void theDiagramsAreWrittenBesideTheClasses() {
    Path folder = Compiled.ownTarget().resolve("modules");

    new Documenter(MODULES, Documenter.Options.defaults().withOutputFolder(folder.toString()))
        .writeModulesAsPlantUml()
        .writeIndividualModulesAsPlantUml()
        .writeModuleCanvases();

    assertThat(folder.resolve("components.puml")).content().contains("Payments", "Ledger");
  }

  private static List<String> below(String module) {
    return TABLE.subList(TABLE.indexOf(module) + 1, TABLE.size());
  }

  private static List<String> declared(String packageName) {
    try {
      ApplicationModule module =
          Class.forName(packageName + ".package-info").getAnnotation(ApplicationModule.class);
      return Stream.of(Objects.requireNonNull(module).allowedDependencies())
          .map(name -> name.replaceFirst("::.*", "").strip())
          .toList();
    } catch (ClassNotFoundException e) {
      throw new AssertionError(packageName + " declares nothing", e);
    }
  }

  /** Modules of test classes, which are left out unless asked for. */
  private static ApplicationModules modulesOf(String root) {
    return ApplicationModules.of(root, (ImportOption) _ -> true);
  }
}
