package dev.portals.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.credential.Attributes;
import dev.portals.core.credential.AttributesEntry;
import dev.portals.core.identity.Identifier;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to an authority and what it answers, with the derived bytes of spec 04 section 5.5. */
class AuthorityMessagesTest {
    private static final String THREES = "33".repeat(32);
    private static final String TWOS = "22".repeat(32);
    private static final String CODE = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private static CborReader in(String hex) {
        return new CborReader(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static Identifier identifier(String hex) {
        return Identifier.of(HexFormat.of().parseHex(hex));
    }

    private static void refused(Function<CborReader, ?> decode, String hex) {
        assertThatExceptionOfType(DecodeException.class).as(hex).isThrownBy(() -> decode.apply(in(hex)));
    }

    @Test
    void aNewMemberHasTheDerivedBytes() {
        String bytes = "a2015820" + THREES + "02a16b6f636b616d2d72656c617963776562";
        NewMember member = new NewMember(identifier(THREES), new TreeMap<>(Map.of("ockam-relay", "web")));
        assertThat(hex(member.encode())).isEqualTo(bytes);
        assertThat(NewMember.decode(in(bytes))).isEqualTo(member);
    }

    @Test
    void aNewMemberIsReadInAnyOrderWithUnknownFields() {
        NewMember member = NewMember.decode(in("bf 1863 9f01ff 02 bf6161 6162ff 01 5820" + THREES + " ff"));
        assertThat(member.member()).isEqualTo(identifier(THREES));
        assertThat(member.attributes()).isEqualTo(Map.of("a", "b"));
    }

    @Test
    void aNewMemberWithoutNameOrAttributesIsRefused() {
        refused(NewMember::decode, "a0");
        refused(NewMember::decode, "a1015820" + THREES);
        refused(NewMember::decode, "a102a0");
        refused(NewMember::decode, "a201581f" + THREES.substring(2) + "02a0");
        refused(NewMember::decode, "a2015821" + THREES + "0002a0");
        refused(NewMember::decode, "a2017820" + THREES + "02a0");
        refused(NewMember::decode, "a2015820" + THREES + "02a1416161 62");
        refused(NewMember::decode, "a2015820" + THREES + "02a1616101");
        refused(NewMember::decode, "a2015820" + THREES + "0280");
        refused(NewMember::decode, "82015820" + THREES);
        refused(NewMember::decode, "");
    }

    @Test
    void attributesDoNotChangeBehindAMembersBack() {
        TreeMap<String, String> texts = new TreeMap<>(Map.of("a", "b"));
        NewMember member = new NewMember(identifier(THREES), texts);
        texts.put("role", "admin");
        assertThat(member.attributes()).hasSize(1);
        assertThatThrownBy(() -> member.attributes().put("role", "admin"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> TokenRequest.of(texts).attributes().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void tooManyOrTooLongAttributesAreRefusedBeforeTheyAreSentAndWhenTheyAreRead() {
        TreeMap<String, String> many = new TreeMap<>();
        CborWriter out = new CborWriter().map(1).uint(1).map(Attributes.MAX_COUNT + 1);
        for (int i = 0; i <= Attributes.MAX_COUNT; i++) {
            many.put("key" + i, "");
            out.text("key" + i).text("");
        }
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> TokenRequest.of(many));
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> new NewMember(identifier(TWOS), many));
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> TokenRequest.decode(new CborReader(out.toBytes())));
        many.pollFirstEntry();
        assertThat(TokenRequest.of(many).attributes()).hasSize(Attributes.MAX_COUNT);
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> TokenRequest.of(Map.of("a", "x".repeat(Attributes.MAX_VALUE + 1))));
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> TokenRequest.of(Map.of("x".repeat(Attributes.MAX_KEY + 1), "a")));
        assertThat(TokenRequest.of(Map.of("x".repeat(Attributes.MAX_KEY), "x".repeat(Attributes.MAX_VALUE))))
                .isNotNull();
    }

    @Test
    void aRequestForACodeLeavesOutWhatTheAuthorityDecides() {
        assertThat(hex(TokenRequest.of(Map.of()).encode())).isEqualTo("a101a0");
        assertThat(hex(TokenRequest.of(Map.of("b", "2", "a", "1")).encode())).isEqualTo("a101a26161613161626132");
        assertThat(hex(new TokenRequest(new TreeMap<>(), 600L, null).encode())).isEqualTo("a201a002190258");
        assertThat(hex(new TokenRequest(new TreeMap<>(), null, 4L).encode())).isEqualTo("a201a00304");
        assertThat(hex(new TokenRequest(new TreeMap<>(), 1L, 1L).encode())).isEqualTo("a301a002010301");
    }

    @Test
    void aRequestForACodeIsReadAsItWasWritten() {
        for (Long seconds : new Long[] {null, 0L, 600L, 0xffff_ffffL, -1L}) {
            for (Long uses : new Long[] {null, 1L, 4L, Long.MIN_VALUE}) {
                TokenRequest request = new TokenRequest(new TreeMap<>(Map.of("ockam-role", "enroller")), seconds, uses);
                assertThat(TokenRequest.decode(new CborReader(request.encode())))
                        .isEqualTo(request);
            }
        }
    }

    @Test
    void nullMeansTheDefaultOfTheAuthority() {
        TokenRequest request = TokenRequest.decode(in("a4 02f6 03f6 1819f6 01a0"));
        assertThat(request).isEqualTo(TokenRequest.of(Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a0",
                "a10201",
                "a101f6",
                "a201a00220",
                "a201a003613a",
                "a201a002fb3ff0000000000000",
                "a101bbffffffffffffffff",
                "bb7fffffffffffffff",
                "a101a1617f",
                "a101a161ff6161",
                "a101a17bffffffffffffffff",
                "80",
                "f6",
                "a12001a0"
            })
    void otherRequestsForACodeAreRefused(String hex) {
        refused(TokenRequest::decode, hex);
    }

    @Test
    void aCodeIsSentAsTheOnlyField() {
        OneTimeCode code = OneTimeCode.fromHex(CODE);
        assertThat(hex(code.encode())).isEqualTo("a1015820" + CODE);
        assertThat(OneTimeCode.decode(in("a1015820" + CODE))).isEqualTo(code).hasSameHashCodeAs(code);
        assertThat(OneTimeCode.decode(in("bf 05 a10102 015820" + CODE + "ff"))).isEqualTo(code);
    }

    @Test
    void aCodeOfAnotherLengthOrKindIsRefused() {
        refused(OneTimeCode::decode, "");
        refused(OneTimeCode::decode, "a0");
        refused(OneTimeCode::decode, "a101581f" + CODE.substring(2));
        refused(OneTimeCode::decode, "a1015821" + CODE + "00");
        refused(OneTimeCode::decode, "a1017820" + CODE.replace("1f", "20"));
        refused(OneTimeCode::decode, "a1025820" + CODE);
        refused(OneTimeCode::decode, "a1015820" + CODE.substring(2));
        refused(OneTimeCode::decode, "a101f6");
        for (int length : new int[] {0, 31, 33}) {
            assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> OneTimeCode.of(new byte[length]));
        }
        for (String text : new String[] {"", "00", CODE + "0", CODE + "00", " " + CODE, "g" + CODE.substring(1)}) {
            assertThatExceptionOfType(DecodeException.class)
                    .isThrownBy(() -> OneTimeCode.fromHex(text))
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain(CODE));
        }
    }

    @Test
    void aCodeKeepsItsBytesToItself() {
        byte[] bytes = HexFormat.of().parseHex(CODE);
        OneTimeCode code = OneTimeCode.of(bytes);
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(code.bytes(), (byte) 0);
        assertThat(code.toHex()).isEqualTo(CODE);
        assertThat(hex(code.digest())).isEqualTo("630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd");
        assertThat(code)
                .hasToString("OneTimeCode[hidden]")
                .isNotEqualTo(CODE)
                .isNotEqualTo(OneTimeCode.of(new byte[32]));
    }

    @Test
    void codesAreNotMadeTwice() {
        assertThat(Stream.generate(OneTimeCode::random).limit(1000).distinct()).hasSize(1000);
    }

    /** The reply for a member of spec 04 section 5.5, as one entry of a list. */
    @Test
    void membersAreListedWithTheDerivedBytesOfAnEntry() {
        String entry = "a301a183186b186518798318761861183102" + "1a6553f100" + "045820" + TWOS;
        MemberList list = MemberList.decode(in("a15820" + THREES + entry));
        assertThat(list.members()).containsOnlyKeys(identifier(THREES));
        AttributesEntry read = list.members().get(identifier(THREES));
        assertThat(read).isNotNull();
        assertThat(read.attributes().asText()).isEqualTo(Map.of("key", "va1"));
        assertThat(read.addedAt()).isEqualTo(1_700_000_000);
        assertThat(read.expiresAt()).isNull();
        assertThat(read.attestedBy()).isEqualTo(identifier(TWOS));
        assertThat(hex(list.encode())).isEqualTo("a15820" + THREES + entry);
    }

    @Test
    void membersKeepTheOrderOfTheReply() {
        SequencedMap<Identifier, AttributesEntry> members = new LinkedHashMap<>();
        AttributesEntry entry =
                new AttributesEntry(AttributesEntry.decode(in("a201a00200")).attributes(), 7, 9L, null);
        for (int i = 200; i > 0; i--) {
            byte[] id = new byte[32];
            id[0] = (byte) i;
            members.put(Identifier.of(id), entry);
        }
        MemberList list = new MemberList(members);
        MemberList read = MemberList.decode(new CborReader(list.encode()));
        assertThat(read).isEqualTo(list);
        assertThat(List.copyOf(read.members().keySet())).isEqualTo(List.copyOf(members.keySet()));
        members.clear();
        assertThat(list.members()).hasSize(200);
        assertThatThrownBy(() -> list.members().clear()).isInstanceOf(UnsupportedOperationException.class);
        List<Identifier> identifiers = List.copyOf(list.members().keySet());
        assertThat(MemberList.decodeIdentifiers(new CborReader(MemberList.encodeIdentifiers(identifiers))))
                .isEqualTo(identifiers);
    }

    @Test
    void anEmptyProjectHasAnEmptyList() {
        assertThat(MemberList.decode(in("a0")).members()).isEmpty();
        assertThat(MemberList.decode(in("bfff")).members()).isEmpty();
        assertThat(hex(MemberList.encodeIdentifiers(List.of()))).isEqualTo("80");
        assertThat(MemberList.decodeIdentifiers(in("9fff"))).isEmpty();
    }

    @Test
    void listsThatAreNoneAreRefused() {
        for (String hex : List.of(
                "", "80", "a1", "bf", "bbffffffffffffffff", "a15820" + THREES, "a15820" + THREES + "a0", "a141aaa0")) {
            refused(MemberList::decode, hex);
        }
        for (String hex : List.of("", "a0", "81", "9f", "8141aa", "9bffffffffffffffff", "817820" + "41".repeat(32))) {
            refused(MemberList::decodeIdentifiers, hex);
        }
    }

    @Test
    void aListWithoutEndIsRefused() {
        byte[] identifier = HexFormat.of().parseHex("5820" + THREES);
        byte[] endless = new byte[1 + identifier.length * (MemberList.MAX_MEMBERS + 1)];
        endless[0] = (byte) 0x9f;
        for (int at = 1; at < endless.length; at += identifier.length) {
            System.arraycopy(identifier, 0, endless, at, identifier.length);
        }
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> MemberList.decodeIdentifiers(new CborReader(endless)))
                .withMessageContaining("more than");
    }

    @Test
    void damagedMessagesNeverEscapeTheFailureType() {
        Random random = new Random(3);
        List<byte[]> originals = List.of(
                new NewMember(identifier(THREES), new TreeMap<>(Map.of("ockam-relay", "web"))).encode(),
                new TokenRequest(new TreeMap<>(Map.of("a", "b")), 600L, 3L).encode(),
                OneTimeCode.random().encode(),
                HexFormat.of()
                        .parseHex("a15820" + THREES + "a301a183186b1865187983187618611831021a6553f100045820" + TWOS),
                MemberList.encodeIdentifiers(List.of(identifier(TWOS), identifier(THREES))));
        List<Function<CborReader, ?>> readers = List.of(
                NewMember::decode,
                TokenRequest::decode,
                OneTimeCode::decode,
                MemberList::decode,
                MemberList::decodeIdentifiers);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = originals.get(round % originals.size()).clone();
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                bytes[random.nextInt(Math.min(bytes.length, 1 + random.nextInt(80)))] = (byte) random.nextInt();
            }
            CborReader in =
                    new CborReader(bytes, 0, random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length);
            try {
                assertThat(readers.get(round % readers.size()).apply(in)).isNotNull();
            } catch (DecodeException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
