"""fcsh and the official credentials package look for a key in the same homes and environments.

Left out is where fcsh is meant to differ from the package (docs/credentials.md): modes in another letter case or empty,
the token of a RamRoleArn profile, the session name of an OIDC profile, CloudSSO's kept key, the CredentialsURI mode, and
the INI file without an extension.
"""

import concurrent.futures
import dataclasses
import json
import os
import subprocess
import sys
import tempfile

import identity_services as services_module
from endpoint import clean_environment
from identity_services import secret_of, token_of
from report import equal, require

LIMIT = 60  # seconds for one program
FAR = 4102444800  # the year 2100


@dataclasses.dataclass(frozen=True)
class Case:
    """One home and environment."""

    name: str
    env: dict = dataclasses.field(default_factory=dict)
    profiles: tuple = ()
    current: str = None
    config: str = None  # config.json as text, when it is not made of profiles
    ini: dict = dataclasses.field(default_factory=dict)
    metadata: bool = False
    finds: bool = True


def key(name, **more):
    """The fields of a key pair in a profile."""
    return {"access_key_id": f"LTAITest{name}", "access_key_secret": secret_of(f"LTAITest{name}"), **more}


def temporary(name):
    """The fields of a temporary key in a profile."""
    return {"access_key_id": f"STS.Test{name}", "access_key_secret": secret_of(f"STS.Test{name}"),
            "sts_token": token_of(f"STS.Test{name}")}


def role(name, **more):
    """The fields that ask for a role."""
    return {"ram_role_arn": f"acs:ram::1000000000000101:role/{name}", "ram_session_name": "conformance", **more}


def external(fields):
    """A process_command that prints these fields."""
    return "echo '" + json.dumps(fields) + "'"


AK = {"name": "ak", "mode": "AK", **key("Ak")}
STS = {"name": "sts", "mode": "StsToken", **temporary("Sts")}
ROLE = {"name": "role", "mode": "RamRoleArn", **key("Role"), **role("plain")}
ECS = {"name": "ecs", "mode": "EcsRamRole", "ram_role_name": "NamedRole"}
OIDC = {"name": "oidc", "mode": "OIDC", "oidc_provider_arn": "acs:ram::1:oidc-provider/p", "oidc_token_file": "{home}/jwt",
        **role("oidc", role_session_name="conformance")}
SSO = {"name": "sso", "mode": "CloudSSO", "cloud_sso_account_id": "1000000000000104", "access_token": "TestAccessToken",
       "cloud_sso_sign_in_url": "https://signin-cn-shanghai.alibabacloudsso.com/example/login",
       "cloud_sso_access_config": "ac-1", "cloud_sso_access_token_expire": FAR}
OAUTH = {"name": "oauth", "mode": "OAuth", "oauth_site_type": "CN", "oauth_access_token": "TestOauthToken",
         "oauth_access_token_expire": FAR, "oauth_refresh_token": "TestRefreshToken"}
INI_KEY = {"type": "access_key", "access_key_id": "LTAITestIni", "access_key_secret": secret_of("LTAITestIni")}
INI_ROLE = {**INI_KEY, "type": "ram_role_arn", "role_arn": "acs:ram::2:role/ini", "role_session_name": "conformance",
            "policy": '{"Version":"1"}'}
INI_ECS = {"type": "ecs_ram_role", "role_name": "IniRole"}
INI_OIDC = {"type": "oidc_role_arn", "role_arn": "acs:ram::2:role/o", "oidc_provider_arn": "acs:ram::2:oidc-provider/p",
            "oidc_token_file_path": "{home}/jwt", "role_session_name": "conformance"}
ENV_KEY = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAITestEnv", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": secret_of("LTAITestEnv")}
ENV_TOKEN = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "STS.TestEnv", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": secret_of("STS.TestEnv"),
             "ALIBABA_CLOUD_SECURITY_TOKEN": token_of("STS.TestEnv")}
ENV_OIDC = {"ALIBABA_CLOUD_ROLE_ARN": "acs:ram::3:role/env", "ALIBABA_CLOUD_OIDC_PROVIDER_ARN": "acs:ram::3:oidc-provider/p",
            "ALIBABA_CLOUD_OIDC_TOKEN_FILE": "{home}/jwt", "ALIBABA_CLOUD_ROLE_SESSION_NAME": "conformance"}
ENV_URI = {"ALIBABA_CLOUD_CREDENTIALS_URI": "{services}/credentials?who=me"}


def one_profile(name, fields, **more):
    """A home whose only source is one profile."""
    return Case(name, profiles=({"name": "x", **fields},), **more)


def source_cases():
    """Each source by itself, with its variations."""
    yield Case("environment key", env=ENV_KEY)
    yield Case("environment key and token", env=ENV_TOKEN)
    yield Case("environment OIDC", env=ENV_OIDC)
    yield Case("environment OIDC without a session name", env={
        name: value for name, value in ENV_OIDC.items() if name != "ALIBABA_CLOUD_ROLE_SESSION_NAME"})
    yield Case("environment OIDC in a region", env={**ENV_OIDC, "ALIBABA_CLOUD_STS_REGION": "cn-shenzhen"})
    for profile in (AK, STS, ROLE, OIDC, SSO, OAUTH):
        yield one_profile(f"profile of mode {profile['mode']}", profile)
    yield one_profile("profile of mode EcsRamRole", ECS, metadata=True)
    yield one_profile("profile of mode EcsRamRole without a name", {"mode": "EcsRamRole"}, metadata=True)
    for field, value in (
            ("policy", '{"Version":"1","Statement":[]}'), ("external_id", "ext-1"), ("expired_seconds", 1800),
            ("sts_region", "cn-shenzhen"), ("ram_session_name", "")):
        yield one_profile(f"role with {field}", {**ROLE, field: value})
    yield one_profile("role inside a VPC", {**ROLE, "sts_region": "cn-shenzhen", "enable_vpc": True})
    yield Case("role inside a VPC by environment", env={
        "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED": "true", "ALIBABA_CLOUD_STS_REGION": "cn-shenzhen"}, profiles=(ROLE,),
        current="role")
    for source in (AK, STS, ROLE, ECS):
        chained = {"name": "x", "mode": "ChainableRamRoleArn", "source_profile": source["name"], **role("chained")}
        yield Case(f"role chained on {source['mode']}", profiles=(chained, source), current="x", metadata=source is ECS)
    twice = ({"name": "x", "mode": "ChainableRamRoleArn", "source_profile": "y", **role("second")},
             {"name": "y", "mode": "ChainableRamRoleArn", "source_profile": "sts", **role("first")}, STS)
    yield Case("role chained twice", profiles=twice, current="x")
    yield one_profile("program that prints a key", {"mode": "External", "process_command": external({
        "mode": "AK", **key("External")})})
    yield one_profile("program that prints a temporary key", {"mode": "External", "process_command": external({
        "mode": "StsToken", **temporary("External"), "expiration": "2099-01-01T00:00:00Z"})})
    yield one_profile("OAuth of the international site", {**OAUTH, "oauth_site_type": "INTL"})
    yield one_profile("OAuth with a kept key", {**OAUTH, **temporary("Kept"), "sts_expiration": FAR})
    for name, section in (("key", INI_KEY), ("role", INI_ROLE), ("OIDC", INI_OIDC)):
        yield Case(f"INI section with a {name}", ini={"default": section})
    yield Case("INI section with an ECS role", ini={"default": INI_ECS}, metadata=True)
    yield Case("INI file named by the environment", env={"ALIBABA_CLOUD_CREDENTIALS_FILE": "{home}/other.ini"},
               ini={"default": INI_KEY})
    yield Case("metadata service", metadata=True)
    yield Case("metadata service with a named role", env={"ALIBABA_CLOUD_ECS_METADATA": "NamedRole"}, metadata=True)
    yield Case("credentials URI", env=ENV_URI)


def order_cases():
    """Several sources: the same one wins."""
    everything = {"profiles": (AK, STS, ROLE), "current": "ak", "ini": {"default": INI_KEY, "only-ini": INI_ROLE},
                  "metadata": True}
    yield Case("everything", env={**ENV_KEY, **ENV_OIDC, **ENV_URI}, **everything)
    yield Case("everything but the key", env={**ENV_OIDC, **ENV_URI}, **everything)
    yield Case("OIDC needs all three", env={"ALIBABA_CLOUD_ROLE_ARN": "acs:ram::3:role/env", **ENV_URI}, **everything)
    yield Case("empty secret", env={**ENV_KEY, "ALIBABA_CLOUD_ACCESS_KEY_SECRET": ""}, **everything)
    yield Case("profile by name", env={"ALIBABA_CLOUD_PROFILE": "sts"}, **everything)
    yield Case("profile known to the INI file alone", env={"ALIBABA_CLOUD_PROFILE": "only-ini"}, **everything)
    yield Case("profile that nobody knows", env={"ALIBABA_CLOUD_PROFILE": "nobody"}, **everything)
    yield Case("CLI profiles switched off", env={"ALIBABA_CLOUD_CLI_PROFILE_DISABLED": "true"}, **everything)
    yield Case("metadata before the URI", env=ENV_URI, metadata=True)
    broken = {"broken JSON": "{oops", "empty file": "", "no profiles": "{}",
              "unknown mode": json.dumps({"current": "x", "profiles": [{"name": "x", "mode": "Quantum"}]}),
              "incomplete profile": json.dumps({"current": "x", "profiles": [{"name": "x", "mode": "AK"}]}),
              "failing program": json.dumps({
                  "current": "x", "profiles": [{"name": "x", "mode": "External", "process_command": "false"}]}),
              "ended sign-in": json.dumps({"current": "x", "profiles": [{
                  **SSO, "name": "x", "cloud_sso_access_token_expire": 1}]}),
              "profile that bears no key": json.dumps({"current": "x", "profiles": [{"name": "x", "mode": "RsaKeyPair"}]})}
    for name, config in broken.items():
        yield Case(f"{name}, then the INI file", config=config, ini={"default": INI_KEY})
    yield Case("broken sources, then the URI", env=ENV_URI, config="{oops", ini={"other": INI_KEY})
    yield Case("nothing at all", finds=False)
    yield Case("broken sources only", config="{oops", ini={"other": INI_KEY}, finds=False)


def build_home(case, folder, services):
    """Writes the files of a case; returns its environment."""
    def fill(text):
        return text.replace("{home}", folder).replace("{services}", services.url)

    def write(path, text):
        path = os.path.join(folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(fill(text))
        os.chmod(path, 0o600)

    write("jwt", "TestHeader.TestPayload.TestSignature")
    if case.profiles:
        write(".aliyun/config.json", json.dumps(
            {"current": case.current or case.profiles[0]["name"], "profiles": list(case.profiles)}))
    if case.config is not None:
        write(".aliyun/config.json", case.config)
    if case.ini:
        text = "".join(
            f"[{name}]\n" + "".join(f"{field} = {value}  # a comment\n" for field, value in section.items())
            for name, section in case.ini.items())
        named = case.env.get("ALIBABA_CLOUD_CREDENTIALS_FILE", "{home}/.alibabacloud/credentials.ini")
        write(os.path.relpath(fill(named), folder), text)
    environment = clean_environment(folder)
    environment.update({name: fill(value) for name, value in case.env.items()})
    environment["HTTPS_PROXY"] = services.url
    environment["SSL_CERT_FILE"] = services.certificate
    if not case.metadata:
        environment["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true"
    return environment


def sdk_identity(case, services):
    """What the official package finds: key id, secret, token; None for nothing."""
    with tempfile.TemporaryDirectory(prefix="fcsh-") as folder:
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sdk_identity.py")
        done = subprocess.run(
            [sys.executable, script, services.url.removeprefix("http://")], capture_output=True, text=True, cwd=folder,
            env=build_home(case, folder, services), timeout=LIMIT, check=True)
        return json.loads(done.stdout), done.stderr


def fcsh_identity(case, number, services, fcsh):
    """What fcsh signs a call with: key id and token as the stand-in for Function Compute saw them, and its report."""
    with tempfile.TemporaryDirectory(prefix="fcsh-") as folder:
        environment = build_home(case, folder, services)
        environment["FCSH_METADATA_ENDPOINT"] = services.url
        target = ["--region", "cn-hangzhou", "--endpoint", services.url]
        done = subprocess.run(
            [fcsh, "invoke", *target, "--function-name", f"f{number}", "-e", "{}"], capture_output=True, text=True,
            cwd=folder, env=environment, timeout=LIMIT)
        calls = services.calls.get(f"f{number}", [])
        require(done.returncode == (0 if calls else 3), f"status {done.returncode}: {done.stderr.strip()[:600]}")
        require(len(calls) <= 1, f"{len(calls)} calls")
        return (calls[0] if calls else None), done.stderr


def run(report, fcsh):
    """Every case, two at a time."""
    fcsh = os.path.abspath(fcsh)
    cases = list(source_cases()) + list(order_cases())
    require(len(cases) >= 30, f"only {len(cases)} cases")
    with services_module.running() as services, concurrent.futures.ThreadPoolExecutor(2) as pool:
        theirs = [pool.submit(sdk_identity, case, services) for case in cases]
        ours = [pool.submit(fcsh_identity, case, number, services, fcsh) for number, case in enumerate(cases)]
        for case, their, our in zip(cases, theirs, ours):
            with report.case(f"identity: {case.name}"):
                (identity, reason), (seen, message) = their.result(), our.result()
                equal(identity is not None, case.finds, f"whether the SDK finds one ({reason.strip()[-300:]})")
                if identity is None:
                    equal(seen, None, "identity")
                    require("no credentials were found" in message, f"standard error: {message}")
                    continue
                equal(identity[1], secret_of(identity[0]), "the SDK's secret")
                equal(seen, [identity[0], identity[2]], f"identity ({message.strip()[-300:]})")
        with report.case("identity: every signature is right"):
            equal(services.problems, [], "problems")
