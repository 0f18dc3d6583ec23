package app.akin.core.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShareAddressTest {
  @Test
  void partsAreRead() {
    ShareAddress address =
        ShareAddress.parse("postgres://anna@nas.local,[fd00::1]:6000,10.0.0.7:5433/photos");
    assertThat(address.user()).isEqualTo("anna");
    assertThat(address.database()).isEqualTo("photos");
    assertThat(address.servers())
        .isEqualTo(
            List.of(
                new ShareAddress.Server("nas.local", 5432),
                new ShareAddress.Server("fd00::1", 6000),
                new ShareAddress.Server("10.0.0.7", 5433)));
    assertThat(address)
        .hasToString("postgresql://anna@nas.local,[fd00::1]:6000,10.0.0.7:5433/photos");
    assertThat(ShareAddress.parse(address.toString())).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "photos",
        "http://anna@nas/photos",
        "postgresql://nas/photos",
        "postgresql://anna@nas",
        "postgresql://anna@nas/",
        "postgresql://anna@/photos",
        "postgresql://anna@nas,/photos",
        "postgresql://anna@nas:0/photos",
        "postgresql://anna@nas:70000/photos",
        "postgresql://anna@nas:x/photos",
        "postgresql://anna@nas/photos?sslmode=disable",
        "postgresql://anna@nas/a/b"
      })
  void invalidAddressesAreRefused(String text) {
    assertThatThrownBy(() -> ShareAddress.parse(text))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.ShareAddressInvalid(text)));
  }

  @Test
  void aPasswordIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> ShareAddress.parse("postgresql://anna:secret@nas/photos"))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> {
              assertThat(e.problem()).isInstanceOf(Problem.SharePasswordInAddress.class);
              assertThat(e).hasMessageNotContaining("secret");
            });
  }

  @Test
  void onlyThisComputerIsLoopback() {
    assertThat(ShareAddress.parse("postgresql://a@127.0.0.1,localhost,[::1]/x").isLoopback())
        .isTrue();
    assertThat(ShareAddress.parse("postgresql://a@127.0.0.1,192.0.2.1/x").isLoopback()).isFalse();
  }
}
