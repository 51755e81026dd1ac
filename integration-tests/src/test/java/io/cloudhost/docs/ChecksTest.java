package io.cloudhost.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong on a page is found, and said with the page and the line. */
class ChecksTest {

    @TempDir
    private Path folder;

    @Test
    void javaThatDoesNotCompileIsFoundInItsLine() {
        assertThat(new JavaCheck().problems(List.of(block("java", "host.setup();\nhost.setUp();\n"))))
                .singleElement()
                .asString()
                .startsWith("page.md:12: cannot find symbol");
    }

    @Test
    void statementsTypesAndWholeFilesCompile() {
        assertThat(new JavaCheck()
                        .problems(List.of(
                                new CodeBlock("page.md", 1, "java", "connect(host.getHostName());\n"),
                                new CodeBlock("page.md", 2, "java", "class Mine implements CloudHostListener {}\n"),
                                new CodeBlock(
                                        "page.md", 3, "java", "import java.util.List;\nclass Mine { List<?> a; }\n"),
                                new CodeBlock("page.md", 4, "java", "package mine;\npublic class Other {}\n"))))
                .isEmpty();
    }

    @Test
    void aFileThatLacksAnImportIsFound() {
        assertThat(new JavaCheck()
                        .problems(List.of(block("java", "import java.util.List;\nclass Mine { List<Path> a; }\n"))))
                .singleElement()
                .asString()
                .startsWith("page.md:12: cannot find symbol");
    }

    @Test
    void aKeyThatNobodyKnowsIsFoundInAHostAndInAPartOfOne() {
        HoconCheck check = new HoconCheck(folder);

        assertThat(check.problems(List.of(block("hocon", "web {\n  libvirtBaseDomain = b, sweeep = true\n}\n"))))
                .singleElement()
                .asString()
                .startsWith("page.md:12: web.sweeep")
                .contains("block.conf:2", "Did you mean 'sweep'?");
        assertThat(check.problems(List.of(block("hocon", "static { ipp = \"10.0.1.35\" }\n"))))
                .singleElement()
                .asString()
                .startsWith("page.md:11: inside.static.ipp");
        assertThat(check.problems(List.of(block("hocon", "cloudhost.strategy.ssh.timeot = 9\n"))))
                .singleElement()
                .asString()
                .contains("Did you mean 'timeout'?");
    }

    @Test
    void settingsOfHostsAndPartsOfThemAreAccepted() {
        assertThat(new HoconCheck(folder)
                        .problems(List.of(
                                block("hocon", "web { libvirtBaseDomain = b }\nexisting { hostname = build-box }\n"),
                                block("hocon", "static { ip = \"10.0.1.35\" }\n"),
                                block("hocon", "ipLookupStrategy = static, static { ip = \"10.0.1.35\" }\n"),
                                block("hocon", "fsMapping { data { hostPath = ${itest.dataDir} } }\n"))))
                .isEmpty();
    }

    @Test
    void xmlThatIsNotWellFormedIsFoundInItsLine() {
        assertThat(check(Set.of(), "<a>\n</b>\n")).startsWith("page.md:12: ");
    }

    @Test
    void anArtifactThatIsNotPublishedIsFound() {
        assertThat(check(Set.of("cloudhost-api"), "<artifactId>cloudhost-apy</artifactId>\n"))
                .isEqualTo("page.md:10: there is no artifact cloudhost-apy");
    }

    @Test
    void aDomainThatCannotBeClonedIsFound() {
        assertThat(check(Set.of(), """
                        <domain type='kvm'>
                          <name>web</name>
                          <memory>1</memory>
                          <os><type arch='x86_64'>hvm</type></os>
                          <devices>
                            <hostdev mode='subsystem' type='usb'><source><vendor id='0x1'/><product id='0x2'/></source></hostdev>
                          </devices>
                        </domain>
                        """)).startsWith("page.md:10: hostdev");
    }

    @Test
    void aScriptThatBashCannotReadIsFound() {
        assertThat(shell("if true; then\n")).contains("page.md:10: bash: line ").contains("syntax error");
    }

    @Test
    void anOptionThatACommandDoesNotHaveIsFound() {
        assertThat(shell("""
                        virsh dumpxml "my base" | sudo cloudhost plan --domain-xml -   # fine
                        A=1 cloudhost gc --dryrun > out.txt
                        """)).startsWith("[page.md:10: cloudhost gc --dryrun: Unknown option: '--dryrun'");
        assertThat(shell("cloudhost fetch web\n")).startsWith("[page.md:10: cloudhost fetch web: ");
    }

    @Test
    void aCommandInTheProseMayLackItsArgumentsButNotItsName() {
        Page page = Page.parse("page.md", """
                `cloudhost plan`, `cloudhost run LABEL -- ls --all`, `cloudhost --verbose`, `cloudhost-api`, `virsh list`
                `cloudhost plann LABEL`, `cloudhost plan --printxml`
                """);

        assertThat(MentionCheck.problems(List.of(page)))
                .extracting(Problem::toString)
                .containsExactly(
                        "page.md:2: cloudhost plann LABEL: there is no command 'plann'",
                        "page.md:2: cloudhost plan --printxml: there is no option '--printxml'");
    }

    @Test
    void aScriptOfTheLabThatIsNotThereIsFound() {
        assertThat(shell("lab/upp\n")).isEqualTo("[page.md:10: there is no script lab/upp]");
    }

    @Test
    void wordsAreTakenApartAsAShellDoes() {
        assertThat(ShellWords.commands("a 'b c'\"d\" e\\ f \\\n g#h # i\nj 2>&1 >k l;m|n\no <<'E' p\nit's\nE\nq\n"))
                .containsExactly(
                        List.of("a", "b cd", "e f", "g#h"),
                        List.of("j", "l"),
                        List.of("m"),
                        List.of("n"),
                        List.of("o", "p"),
                        List.of("q"));
    }

    @Test
    void linksThatLeadNowhereAreFound() throws Exception {
        Files.writeString(folder.resolve("other.md"), "");
        Page other = Page.parse("other.md", "# One `two`: [three](x)\n# One `two`: three\n");
        Page page = Page.parse("page.md", """
                [fine](other.md#one-two-three-1), [fine](https://example.org/), `[code](none.md)`
                ```text
                [code](none.md)
                ```
                [a](none.md), [b](other.md#two), [c](#d), [e](http://example.org/), [f
                g](lost.md)
                """);
        Page itself = new Page("other.md", List.of(), List.of(), List.of(), other.anchors());
        Files.writeString(folder.resolve("page.md"), "");

        assertThat(new LinkCheck(folder, List.of(page, itself)).problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "page.md:5: there is no file none.md",
                        "page.md:5: there is no heading #two in other.md",
                        "page.md:5: there is no heading #d in page.md",
                        "page.md:5: http://example.org/ is not https",
                        "page.md:6: there is no file lost.md");
    }

    private static String check(Set<String> artifacts, String text) {
        List<Problem> problems = new XmlCheck(artifacts).problems(List.of(block("xml", text)));
        assertThat(problems).hasSize(1);
        return problems.get(0).toString();
    }

    private static String shell(String text) {
        return new ShellCheck(Path.of(System.getProperty("project.root")))
                .problems(List.of(block("sh", text)))
                .toString();
    }

    private static CodeBlock block(String language, String text) {
        return new CodeBlock("page.md", 10, language, text);
    }
}
