package io.washa.admin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinSession;
import io.washa.admin.desk.KeysetPages;
import io.washa.admin.desk.Needs;
import io.washa.admin.desk.TenantUi;
import io.washa.tenancy.TenantContext;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing in the desk goes round {@link TenantUi}, and each rule can fail. */
class DeskRulesTest {
  private static final Set<String> OTHER_WAYS =
      Set.of("access", "accessSynchronously", "accessLater", "accessTask");

  private static final ArchRule ONE_WAY_TO_A_UI =
      noClasses()
          .that()
          .doNotBelongToAnyOf(TenantUi.class)
          .should()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "another way to a UI",
                  call ->
                      OTHER_WAYS.contains(call.getName())
                          && (call.getTargetOwner().isAssignableTo(UI.class)
                              || call.getTargetOwner().isAssignableTo(VaadinSession.class))))
          .because("only TenantUi.access binds the UI's tenant");

  private static final ArchRule ONE_WAY_TO_A_TENANT =
      noClasses()
          .that()
          .doNotBelongToAnyOf(TenantUi.class)
          .should()
          .accessClassesThat()
          .belongToAnyOf(TenantContext.class)
          .because("a view acts for its session's tenant, and for none that it names itself");

  private static final ArchRule ONE_WAY_TO_LAZY_ROWS =
      noClasses()
          .that()
          .doNotBelongToAnyOf(KeysetPages.class)
          .should()
          .accessTargetWhere(
              DescribedPredicate.<JavaAccess<?>>describe(
                  "rows fetched by a callback",
                  access ->
                      access.getTargetOwner().isAssignableTo(DataProvider.class)
                          || (access.getName().equals("setItems")
                              && access.getDescription().contains("CallbackDataProvider"))))
          .because("KeysetPages fetches for the session's tenant");

  private static final ArchRule EVERY_VIEW_SAYS_FOR_WHOM =
      classes().that().areAnnotatedWith(Route.class).should().beAnnotatedWith(Needs.class);

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.washa.admin");

  @Test
  void theDeskKeepsItsRules() {
    assertThat(OURS).isNotEmpty();
    rules().forEach(rule -> rule.check(OURS));
  }

  @Test
  void aViewThatBreaksThemAllIsFoundByEach() {
    JavaClasses broken = new ClassFileImporter().importClasses(BrokenView.class);
    rules()
        .forEach(rule ->
            assertThatThrownBy(() -> rule.check(broken))
                .as(rule.getDescription())
                .isInstanceOf(AssertionError.class));
  }

  private static Stream<ArchRule> rules() {
    return Stream.of(
        ONE_WAY_TO_A_UI, ONE_WAY_TO_A_TENANT, ONE_WAY_TO_LAZY_ROWS, EVERY_VIEW_SAYS_FOR_WHOM);
  }

  @Route("broken")
  static final class BrokenView extends com.vaadin.flow.component.html.Div {
    private static final long serialVersionUID = 1L;

    BrokenView(UI ui, Grid<String> grid) {
      var _ = ui.access(() -> add("as whoever the thread is"));
      var _ = grid.setItems(_ -> Stream.of(TenantContext.current().schema()));
    }
  }
}
