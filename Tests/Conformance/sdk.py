"""The official SDK behind short calls."""

import dataclasses
import io
import logging

from alibabacloud_fc20230330 import models
from alibabacloud_fc20230330.client import Client
from alibabacloud_tea_openapi import utils_models
from darabonba.runtime import RuntimeOptions

logging.getLogger("darabonba-core").setLevel(logging.CRITICAL)


@dataclasses.dataclass(frozen=True)
class Answer:
    """What a call brought; header names are lower case."""

    status: int
    headers: dict
    body: bytes


@dataclasses.dataclass(frozen=True)
class Refusal:
    """An API error as the SDK reports it."""

    status: int
    code: str
    message: str


class SDK:
    """A client for one endpoint and one key. The SDK never retries as it is configured here."""

    def __init__(self, endpoint, secret=None):
        self.client = Client(
            utils_models.Config(
                endpoint=endpoint.host,
                protocol="http",
                region_id="cn-hangzhou",
                access_key_id=endpoint.key_id,
                access_key_secret=secret or endpoint.key_secret,
                connect_timeout=5_000,
                read_timeout=60_000,
            )
        )

    def invoke(self, function, event=None, log="None", qualifier=None, kind=None, task=None):
        """InvokeFunction; an event of None sends no body at all."""
        request = models.InvokeFunctionRequest(
            qualifier=qualifier, body=None if event is None else io.BytesIO(event))
        headers = models.InvokeFunctionHeaders(x_fc_log_type=log, x_fc_invocation_type=kind, x_fc_async_task_id=task)
        response = self.client.invoke_function_with_options(function, request, headers, RuntimeOptions())
        body = response.body
        return Answer(
            response.status_code,
            {name.lower(): value for name, value in response.headers.items()},
            body.read() if hasattr(body, "read") else (body or b""),
        )

    def get_function(self, function, qualifier=None):
        """GetFunction as the SDK's model."""
        return self.client.get_function_with_options(
            function, models.GetFunctionRequest(qualifier=qualifier), {}, RuntimeOptions()).body

    def function_names(self, limit, prefix=None):
        """All names by ListFunctions, and the sizes of the pages they came in."""
        names, sizes, token = [], [], None
        while True:
            request = models.ListFunctionsRequest(limit=limit, next_token=token, prefix=prefix)
            page = self.client.list_functions_with_options(request, {}, RuntimeOptions()).body
            found = [function.function_name for function in page.functions or []]
            names += found
            sizes.append(len(found))
            token = page.next_token
            if not token or len(sizes) > 100:
                return names, sizes

    def task(self, function, task):
        """GetAsyncTask as the SDK's model."""
        return self.client.get_async_task_with_options(
            function, task, models.GetAsyncTaskRequest(), {}, RuntimeOptions()).body

    def tasks(self, function, **filters):
        """One page of ListAsyncTasks."""
        return self.client.list_async_tasks_with_options(
            function, models.ListAsyncTasksRequest(**filters), {}, RuntimeOptions()).body

    def stop_task(self, function, task):
        """StopAsyncTask; the status it was answered with."""
        return self.client.stop_async_task_with_options(
            function, task, models.StopAsyncTaskRequest(), {}, RuntimeOptions()).status_code

    def publish(self, function, description=None):
        """PublishFunctionVersion; the new version's number."""
        given = models.PublishVersionInput(description=description)
        return self.client.publish_function_version_with_options(
            function, models.PublishFunctionVersionRequest(body=given), {}, RuntimeOptions()).body.version_id

    def versions(self, function):
        """All versions on the first page of ListFunctionVersions."""
        return self.client.list_function_versions_with_options(
            function, models.ListFunctionVersionsRequest(), {}, RuntimeOptions()).body.versions or []

    def version_pages(self, function, limit, direction):
        """The numbers of all versions, page by page."""
        pages, token = [], None
        while True:
            request = models.ListFunctionVersionsRequest(limit=limit, direction=direction, next_token=token)
            page = self.client.list_function_versions_with_options(function, request, {}, RuntimeOptions()).body
            pages.append([version.version_id for version in page.versions or []])
            token = page.next_token
            if not token or len(pages) > 100:
                return pages

    def instances(self, function):
        """ListInstances."""
        return self.client.list_instances_with_options(
            function, models.ListInstancesRequest(with_all_active=True), {}, RuntimeOptions()).body.instances or []

    def triggers(self, function):
        """All triggers on the first page of ListTriggers."""
        return self.client.list_triggers_with_options(
            function, models.ListTriggersRequest(), {}, RuntimeOptions()).body.triggers or []

    def trigger(self, function, trigger):
        """GetTrigger as the SDK's model."""
        return self.client.get_trigger_with_options(function, trigger, {}, RuntimeOptions()).body

    def regions(self):
        """The ids of DescribeRegions."""
        body = self.client.describe_regions_with_options(
            models.DescribeRegionsRequest(accept_language="en-US"), {}, RuntimeOptions()).body
        return [region.region_id for region in body.regions.region]

    def async_config(self, function):
        """GetAsyncInvokeConfig as the SDK's model."""
        return self.client.get_async_invoke_config_with_options(
            function, models.GetAsyncInvokeConfigRequest(), {}, RuntimeOptions()).body

    def put_async_config(self, function, **settings):
        """PutAsyncInvokeConfig as the SDK's model."""
        request = models.PutAsyncInvokeConfigRequest(body=models.PutAsyncInvokeConfigInput(**settings))
        return self.client.put_async_invoke_config_with_options(function, request, {}, RuntimeOptions()).body

    def delete_async_config(self, function):
        """DeleteAsyncInvokeConfig."""
        self.client.delete_async_invoke_config_with_options(
            function, models.DeleteAsyncInvokeConfigRequest(), {}, RuntimeOptions())

    def async_configs(self):
        """All configurations on the first page of ListAsyncInvokeConfigs."""
        return self.client.list_async_invoke_configs_with_options(
            models.ListAsyncInvokeConfigsRequest(), {}, RuntimeOptions()).body.configs or []

    def delete_version(self, function, version):
        """DeleteFunctionVersion."""
        self.client.delete_function_version_with_options(function, version, {}, RuntimeOptions())

    def create_alias(self, function, alias, version, weights=None):
        """CreateAlias as the SDK's model."""
        given = models.CreateAliasInput(alias_name=alias, version_id=version, additional_version_weight=weights)
        return self.client.create_alias_with_options(
            function, models.CreateAliasRequest(body=given), {}, RuntimeOptions()).body

    def update_alias(self, function, alias, version):
        """UpdateAlias as the SDK's model."""
        given = models.UpdateAliasInput(version_id=version)
        return self.client.update_alias_with_options(
            function, alias, models.UpdateAliasRequest(body=given), {}, RuntimeOptions()).body

    def alias(self, function, alias):
        """GetAlias as the SDK's model."""
        return self.client.get_alias_with_options(function, alias, {}, RuntimeOptions()).body

    def aliases(self, function):
        """All aliases on the first page of ListAliases."""
        return self.client.list_aliases_with_options(
            function, models.ListAliasesRequest(), {}, RuntimeOptions()).body.aliases or []

    def delete_alias(self, function, alias):
        """DeleteAlias."""
        self.client.delete_alias_with_options(function, alias, {}, RuntimeOptions())


def refusal(call):
    """The refusal that `call` meets, or None when it succeeds."""
    try:
        call()
    except Exception as error:
        inner = getattr(error, "inner_exception", None) or error
        if getattr(inner, "code", None) is None:
            raise
        data = getattr(inner, "data", None) or {}
        status = getattr(inner, "status_code", None) or data.get("statusCode") or 0
        return Refusal(int(status), inner.code, str(getattr(inner, "message", "")))
    return None
