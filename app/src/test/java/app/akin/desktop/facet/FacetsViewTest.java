package app.akin.desktop.facet;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.query.Facet;
import app.akin.core.query.FactField;
import app.akin.desktop.FxThread;
import app.akin.desktop.TestTasks;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tests the row of facets.
final class FacetsViewTest {
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final List<Facet> chosen = new ArrayList<>();
  private final List<String> opened = new ArrayList<>();
  private final FacetsModel model = new FacetsModel(TestTasks.on(waiting::add), chosen::add);

  @BeforeAll
  static void start() {
    FxThread.start();
  }

  private void run() {
    while (!waiting.isEmpty()) {
      FxThread.run(waiting.removeFirst());
    }
  }

  private FacetsView view(double width, FacetList list) {
    FacetsView view =
        FxThread.call(
            () -> {
              model.load(() -> list);
              return new FacetsView(
                  model,
                  new Language(Locale.ENGLISH),
                  new FacetsView.Texts(FactField::label, Facet::label, _ -> Icon.DAY),
                  () -> opened.add("map"));
            });
    run();
    FxThread.run(
        () -> {
          Scene scene = new Scene(new StackPane(view.view()), width, 60);
          scene.getRoot().applyCss();
          scene.getRoot().layout();
        });
    return view;
  }

  private static <T extends Node> List<T> visible(FacetsView view, Class<T> type) {
    return FxThread.call(
        () ->
            view.view().getChildrenUnmodifiable().stream()
                .filter(node -> node.isVisible() && type.isInstance(node))
                .map(type::cast)
                .toList());
  }

  private static List<String> menus(FacetsView view) {
    return visible(view, MenuButton.class).stream().map(MenuButton::getText).toList();
  }

  private static List<Button> buttons(FacetsView view) {
    return visible(view, Button.class).stream()
        .filter(button -> button.getStyleClass().contains("akin-facet"))
        .toList();
  }

  @Test
  void aWideRowHasTheMenusAndTheMostFrequentValues() {
    FacetsView view = view(2_400, SyntheticFacets.list());
    assertThat(menus(view)).containsExactly("date", "camera", "place", "folder", "kind");
    assertThat(buttons(view)).hasSize(3 + 2 + 3 + 2 + 1);
    Button camera =
        buttons(view).stream()
            .filter(button -> button.getAccessibleText().contains("Fujifilm"))
            .findFirst()
            .orElseThrow();
    assertThat(camera.getAccessibleText()).isEqualTo("camera: Fujifilm X-T5, 2,310 photos");
    FxThread.run(camera::fire);
    assertThat(chosen)
        .containsExactly(SyntheticFacets.text(FactField.CAMERA, "Fujifilm X-T5", 2_310));
  }

  @Test
  void everyFieldKeepsAButtonBeforeOneHasMore() {
    FacetsView view = view(1_500, SyntheticFacets.list());
    assertThat(menus(view)).hasSize(5);
    assertThat(buttons(view).size()).isBetween(5, 10);
    assertThat(
            buttons(view).stream().map(button -> button.getAccessibleText().replaceAll(":.*", "")))
        .contains("date", "camera", "place", "folder", "kind");
    double end =
        FxThread.call(
            () ->
                view.view().getChildrenUnmodifiable().stream()
                    .filter(Node::isVisible)
                    .mapToDouble(node -> node.getBoundsInParent().getMaxX())
                    .max()
                    .orElseThrow());
    assertThat(end).isLessThanOrEqualTo(1_500);
  }

  @Test
  void aNarrowRowHasOneMenuOfAllFields() {
    FacetsView view = view(300, SyntheticFacets.list());
    assertThat(menus(view)).containsExactly("Filters");
    assertThat(buttons(view)).isEmpty();
    MenuButton all = visible(view, MenuButton.class).getFirst();
    FxThread.run(all::show);
    Menu place = (Menu) all.getItems().get(2);
    assertThat(place.getText()).isEqualTo("place");
    assertThat(place.getItems().get(1).getText()).isEqualTo("Lisbon (514)");
    FxThread.run(place.getItems().get(1)::fire);
    assertThat(chosen).containsExactly(SyntheticFacets.text(FactField.PLACE, "Lisbon", 514));
  }

  @Test
  void theMapIsAtTheEnd() {
    FacetsView view = view(900, SyntheticFacets.list());
    Button map = visible(view, Button.class).getLast();
    assertThat(map.getAccessibleText()).isEqualTo("Map of places (Ctrl+M)");
    FxThread.run(map::fire);
    assertThat(opened).containsExactly("map");
  }

  @Test
  void valuesOfAllShownPhotosAreNoChoice() {
    FacetsView view = view(900, new FacetList(7, List.of(SyntheticFacets.year(2019, 7))));
    assertThat(FxThread.call(() -> view.view().isVisible())).isFalse();
  }

  @Test
  void onlyTheLatestFacetsAreShown() {
    FacetsView view = view(900, FacetList.NONE);
    FxThread.run(
        () -> {
          model.load(SyntheticFacets::list);
          model.load(() -> new FacetList(9, List.of(SyntheticFacets.year(2001, 3))));
        });
    Runnable first = waiting.removeFirst();
    run();
    FxThread.run(first);
    assertThat(FxThread.call(() -> model.groupsProperty().get()))
        .containsExactly(
            new FacetList.Group(FactField.DATE, List.of(SyntheticFacets.year(2001, 3))));
    assertThat(FxThread.call(() -> view.view().isVisible())).isTrue();
  }

  @Test
  void facetsThatCannotBeReadAreHidden() {
    FacetsView view = view(900, SyntheticFacets.list());
    FxThread.run(
        () ->
            model.load(
                () -> {
                  throw new AkinException(new Problem.DiskFull(Path.of("library")));
                }));
    run();
    assertThat(FxThread.call(() -> view.view().isVisible())).isFalse();
  }
}
