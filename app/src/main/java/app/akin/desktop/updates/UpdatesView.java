package app.akin.desktop.updates;

import app.akin.core.update.Release;
import app.akin.core.update.Updates;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import app.akin.i18n.Messages;
import atlantafx.base.controls.ToggleSwitch;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.SimpleStringProperty;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The settings row for update checks: the server, what the request contains, and the last result,
/// or that no server is configured. JavaFX thread only.
public final class UpdatesView implements AutoCloseable {
  private final UpdatesModel model;
  private final Language language;
  private final ZoneId zone;
  private final ToggleSwitch turn = Buttons.onOff();
  private final SimpleStringProperty words = new SimpleStringProperty("");
  private final Label said = Page.text(words, "akin-small");
  private final Button check;
  private final Button page;
  private final HBox row;
  private final Subscription subscriptions;

  /// @param zone time zone of the user
  /// @param open opens a page in the browser
  public UpdatesView(UpdatesModel model, Language language, ZoneId zone, Consumer<URI> open) {
    this.model = model;
    this.language = language;
    this.zone = zone;
    check = Buttons.words(language.text("settings.updates.check"), model::check);
    page =
        Buttons.words(
            language.text("settings.updates.page"),
            () -> newer().flatMap(Release::page).ifPresent(open),
            "flat");
    for (Region part : new Region[] {page, said}) {
      part.managedProperty().bind(part.visibleProperty());
    }
    turn.setMinWidth(Region.USE_PREF_SIZE);
    turn.accessibleTextProperty().bind(language.text("settings.updates"));
    row =
        model
            .address()
            .map(address -> Page.row(lines("means", host(address), said, asking()), turn))
            .orElseGet(() -> Page.row(lines("nowhere", Updates.VARIABLE, said)));
    subscriptions =
        Subscription.combine(
            model.stateProperty().subscribe(this::show),
            turn.selectedProperty().subscribe((_, on) -> model.turn(on)),
            language
                .messagesProperty()
                .subscribe((Messages _) -> show(model.stateProperty().get())));
  }

  /// Returns the view.
  public Region view() {
    return row;
  }

  private HBox asking() {
    HBox asking = new HBox(8, check, page);
    asking.managedProperty().bind(asking.visibleProperty());
    asking.visibleProperty().bind(turn.selectedProperty());
    VBox.setMargin(asking, new Insets(8, 0, 0, 0));
    return asking;
  }

  private VBox lines(String meaning, String argument, Node... below) {
    VBox.setMargin(said, new Insets(6, 0, 0, 0));
    VBox lines =
        new VBox(
            2,
            Page.text(language.text("settings.updates"), "akin-strong"),
            Page.text(
                language.text("settings.updates." + meaning, argument),
                "akin-muted",
                "akin-small"));
    lines.getChildren().addAll(below);
    return lines;
  }

  /// Returns the host of a URL; an invalid URL is returned unchanged.
  private static String host(String address) {
    try {
      String host = URI.create(address).getHost();
      return host == null ? address : host;
    } catch (IllegalArgumentException e) {
      return address;
    }
  }

  private Optional<Release> newer() {
    return model.stateProperty().get().result() instanceof CheckResult.Available(Release release)
        ? Optional.of(release)
        : Optional.empty();
  }

  private void show(UpdatesModel.State state) {
    turn.setSelected(state.on());
    check.setDisable(state.result() instanceof CheckResult.Checking);
    page.setVisible(newer().flatMap(Release::page).isPresent());
    words.set(
        switch (state.result()) {
          case CheckResult.NotChecked() -> "";
          case CheckResult.Checking() -> language.of("settings.updates.looking");
          case CheckResult.UpToDate(Instant asked) ->
              language.of("settings.updates.newest", model.version(), time(asked));
          case CheckResult.Available(Release release) -> newer(language, release, model.version());
          case CheckResult.Failed(var why) -> language.of(why);
        });
    said.setVisible(!words.get().isEmpty());
  }

  /// Returns the text about a newer version.
  ///
  /// @param own version of Akin
  public static String newer(Language language, Release release, String own) {
    return release
        .page()
        .map(page -> language.of("settings.updates.newer", release.version(), own, page.getHost()))
        .orElseGet(() -> language.of("settings.updates.newer.same", release.version(), own));
  }

  private String time(Instant instant) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
        .withLocale(language.locale())
        .format(instant.atZone(zone));
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
