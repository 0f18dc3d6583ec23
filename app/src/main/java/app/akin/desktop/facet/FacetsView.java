package app.akin.desktop.facet;

import app.akin.core.query.Facet;
import app.akin.core.query.FactField;
import app.akin.desktop.facet.FacetList.Group;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/// The row of facets below the search bar: a menu for each field, the most frequent values as
/// buttons, and the map. Hidden if there is nothing to choose. JavaFX thread only.
public final class FacetsView implements AutoCloseable {
  private static final double LONGEST_LABEL = 170;

  /// Values of a field that have buttons at most; the menu has all.
  private static final int MOST_BUTTONS = 3;

  private final FacetsModel model;
  private final Language language;
  private final Texts texts;
  private final FacetRow row = new FacetRow();
  private final Button map;
  private final Subscription subscriptions;

  /// The names of facets.
  ///
  /// @param field returns the name of a field
  /// @param value returns the value of a facet as the user reads it
  /// @param icon returns the icon of a field
  public record Texts(
      Function<FactField, String> field,
      Function<Facet, String> value,
      Function<FactField, Icon> icon) {}

  /// @param openMap opens the map of places
  public FacetsView(FacetsModel model, Language language, Texts texts, Runnable openMap) {
    this.model = model;
    this.language = language;
    this.texts = texts;
    map = Buttons.icon(Icon.MAP, language.text("facet.map"), openMap);
    row.getStyleClass().add("akin-facets");
    row.accessibleTextProperty().bind(language.text("facet.row"));
    row.managedProperty().bind(row.visibleProperty());
    subscriptions =
        Subscription.combine(
            model.groupsProperty().subscribe(_ -> show()),
            language.messagesProperty().subscribe(_ -> show()));
  }

  /// Returns the view.
  public Region view() {
    return row;
  }

  private void show() {
    List<Group> groups = model.groupsProperty().get();
    row.setVisible(!groups.isEmpty());
    MenuButton all = menuButton(language.of("facet.all"), Icon.FILTER);
    all.setOnShowing(_ -> all.getItems().setAll(groups.stream().map(this::submenu).toList()));
    List<FacetRow.Part> parts = new ArrayList<>();
    for (Group group : groups) {
      String name = texts.field().apply(group.field());
      MenuButton menu = menuButton(name, texts.icon().apply(group.field()));
      // Created when shown: hundreds of items would delay each search.
      menu.setOnShowing(_ -> menu.getItems().setAll(items(group)));
      parts.add(
          new FacetRow.Part(
              menu,
              group.facets().stream()
                  .limit(MOST_BUTTONS)
                  .map(facet -> button(name, facet))
                  .toList()));
    }
    row.show(parts, all, map);
  }

  private static MenuButton menuButton(String name, Icon icon) {
    MenuButton button = new MenuButton(name, icon.node(Icon.Size.SMALL));
    button.getStyleClass().addAll("flat", "akin-facet-menu");
    button.setMnemonicParsing(false);
    return button;
  }

  private Menu submenu(Group group) {
    Menu menu =
        new Menu(
            texts.field().apply(group.field()),
            texts.icon().apply(group.field()).node(Icon.Size.SMALL));
    menu.getItems().setAll(items(group));
    return menu;
  }

  private List<MenuItem> items(Group group) {
    return group.facets().stream()
        .map(
            facet -> {
              MenuItem item =
                  new MenuItem(
                      language.of("facet.item", texts.value().apply(facet), facet.count()));
              item.setMnemonicParsing(false);
              item.setOnAction(_ -> model.choose(facet));
              return item;
            })
        .toList();
  }

  private Button button(String field, Facet facet) {
    Label value = new Label(texts.value().apply(facet));
    value.setMaxWidth(LONGEST_LABEL);
    value.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    Label count = new Label(language.of("facet.count", facet.count()));
    count.getStyleClass().addAll("akin-muted", "akin-small");
    HBox face = new HBox(6, value, count);
    face.setAlignment(Pos.BASELINE_LEFT);
    Button button = new Button(null, face);
    button.getStyleClass().addAll("flat", "akin-facet");
    button.setAccessibleText(
        language.of("facet.accessible", field, texts.value().apply(facet), facet.count()));
    button.setOnAction(_ -> model.choose(facet));
    return button;
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
