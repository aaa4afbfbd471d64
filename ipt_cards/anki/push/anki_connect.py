"""The protocol of the add-on AnkiConnect (version 6): JSON over HTTP, to this machine only.

Its actions are documented at https://git.sr.ht/~foosoft/anki-connect. The add-on reads a request in
pieces of a kilobyte, some forty a second, so that requests are kept small.
"""

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from itertools import islice
from types import MappingProxyType
from urllib.parse import urlsplit

from ipt_cards.anki.push.live_anki import AnkiUnavailableError

DEFAULT_URL = "http://127.0.0.1:8765"
ADD_ON_CODE = "2055492159"
API_VERSION = 6
KEY_VARIABLE = "IPT_CARDS_ANKI_KEY"
"""The environment variable with what the learner set as `apiKey` in the add-on."""

PATIENCE_S = 30
"""Anki answers between two repaints of its window; longer than this, a dialog is in the way."""
LONG_PATIENCE_S = 900
"""For exporting and importing: a large deck with its media."""
_LARGEST_ANSWER = 1 << 26
_OWN_POLICY = "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
"""What the pages of ipt-cards tell browsers; together no other program's do."""

_KEY_ERROR = "valid api key must be provided"
_NO_COLLECTION = "collection is not available"

Params = Mapping[str, object]
Action = tuple[str, Params]
"""An action's name and its parameters."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow no redirect: it could lead off this machine."""


class RefusedError(Exception):
    """AnkiConnect did what was asked as far as it could, and tells what went wrong."""


class AnkiConnect:
    """Calls the actions of the add-on.

    url: where it listens; raises ValueError for any other machine than this one. key: what the
    learner set as `apiKey` in the add-on, if anything.

    Every method raises AnkiUnavailableError where no answer is to be had.
    """

    def __init__(self, url: str = DEFAULT_URL, key: str | None = None) -> None:
        require_loopback(url)
        self.url = url
        self._key = key
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)

    def require_version(self) -> None:
        """Make sure that AnkiConnect is there, and new enough."""
        version = self.call("version")
        if not isinstance(version, int):
            raise self._not_anki_connect()
        if version < API_VERSION:
            raise AnkiUnavailableError(
                f"The AnkiConnect at {self.url} is too old (its version is {version}, and "
                f"{API_VERSION} is needed): in Anki, choose Tools > Add-ons > Check for Updates."
            )

    def call(
        self, action: str, params: Params = MappingProxyType({}), patience_s: float = PATIENCE_S
    ) -> object:
        """The result of an action. Raises RefusedError where the add-on reports an error of it."""
        return self._result(self._post(self._request((action, params)), patience_s))

    def call_all(self, actions: Iterable[Action], at_once: int) -> list[object]:
        """The results of many actions, sent `at_once` in a request. Raises RefusedError as above.

        Each is done, or not, by itself.
        """
        results: list[object] = []
        remaining = iter(actions)
        while batch := [self._request(action) for action in islice(remaining, at_once)]:
            answers = self.call("multi", {"actions": batch})
            if not isinstance(answers, list) or len(answers) != len(batch):
                raise self._not_anki_connect()
            results += [self._result(answer) for answer in answers]
        return results

    def ids(self, action: str, params: Params = MappingProxyType({})) -> list[int]:
        """The result of an action that gives a list of ids."""
        result = self.call(action, params)
        if not isinstance(result, list) or not all(isinstance(each, int) for each in result):
            raise self._not_anki_connect()
        return result

    def names(self, action: str, params: Params = MappingProxyType({})) -> list[str]:
        """The names in the result of an action: a list of them, or an object with them as keys."""
        result = self.call(action, params)
        if not isinstance(result, list | dict) or not all(isinstance(each, str) for each in result):
            raise self._not_anki_connect()
        return list(result)

    def _request(self, action: Action) -> dict[str, object]:
        name, params = action
        request = {"action": name, "version": API_VERSION, "params": dict(params)}
        return request if self._key is None else request | {"key": self._key}

    def _post(self, request: dict[str, object], patience_s: float) -> object:
        sent = urllib.request.Request(  # noqa: S310 - the URL is http, to this machine
            self.url,
            json.dumps(request, ensure_ascii=False).encode(),
            {"Content-Type": "application/json"},
        )
        try:
            content = self._content_of_answer(sent, patience_s)
        except urllib.error.HTTPError as error:
            error.close()
            if _OWN_POLICY in error.headers.get("Content-Security-Policy", ""):
                raise self._own_pages() from error
            if error.code == http.client.FORBIDDEN:
                raise AnkiUnavailableError(
                    f"AnkiConnect at {self.url} denies access. In Anki, look at Tools > Add-ons > "
                    "AnkiConnect > Config."
                ) from error
            raise self._not_anki_connect() from error
        except TimeoutError as error:
            raise self._no_answer(patience_s) from error
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise self._no_answer(patience_s) from error
            raise self._not_there(error.reason) from error
        except (http.client.RemoteDisconnected, http.client.IncompleteRead, OSError) as error:
            raise AnkiUnavailableError(
                f"The connection with Anki at {self.url} broke off ({error}): push again."
            ) from error
        except http.client.HTTPException as error:
            raise self._not_anki_connect() from error
        if len(content) > _LARGEST_ANSWER:
            raise self._not_anki_connect()
        try:
            return json.loads(content)
        except (ValueError, RecursionError) as error:
            raise self._not_anki_connect() from error

    def _content_of_answer(self, request: urllib.request.Request, patience_s: float) -> bytes:
        with self._opener.open(request, timeout=patience_s) as answer:
            content: bytes = answer.read(_LARGEST_ANSWER + 1)
            if answer.length and len(content) <= _LARGEST_ANSWER:
                raise http.client.IncompleteRead(content, answer.length)
        return content

    def _result(self, answer: object) -> object:
        if not isinstance(answer, dict) or answer.keys() != {"result", "error"}:
            raise self._not_anki_connect()
        error = answer["error"]
        if error is None:
            return answer["result"]
        if error == _KEY_ERROR:
            given = "another API key" if self._key else "an API key"
            raise AnkiUnavailableError(
                f"AnkiConnect wants {given}: set {KEY_VARIABLE} to what stands as `apiKey` in "
                "Anki under Tools > Add-ons > AnkiConnect > Config."
            )
        if error == _NO_COLLECTION:
            raise AnkiUnavailableError(
                "Anki has no collection open: choose your profile in it, and let it finish syncing."
            )
        raise RefusedError(str(error))

    def _not_there(self, reason: object) -> AnkiUnavailableError:
        return AnkiUnavailableError(
            f"There is no Anki at {self.url} ({reason}). Start Anki with the add-on AnkiConnect "
            f"(in Anki: Tools > Add-ons > Get Add-ons, code {ADD_ON_CODE}); or close Anki and "
            "push with `--collection FILE`; or make a package to import with "
            "`ipt-cards build --with-progress`."
        )

    def _no_answer(self, patience_s: float) -> AnkiUnavailableError:
        return AnkiUnavailableError(
            f"Anki at {self.url} gave no answer for {patience_s:g} seconds. It may wait for you: "
            "close its dialogs, let it finish syncing, then push again."
        )

    def _own_pages(self) -> AnkiUnavailableError:
        return AnkiUnavailableError(
            f"What answers at {self.url} are pages of ipt-cards itself, which have AnkiConnect's "
            "port: end that `ipt-cards web` or `preview` (Ctrl-C where it runs), restart Anki, and "
            "push again."
        )

    def _not_anki_connect(self) -> AnkiUnavailableError:
        return AnkiUnavailableError(
            f"What answers at {self.url} is not the add-on AnkiConnect of Anki. If AnkiConnect is "
            "set to another port, name it with `--url`."
        )


def require_loopback(url: str) -> None:
    """Raise ValueError unless the URL leads to this machine: progress is sent nowhere else."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise ValueError(f"{url!r} is no URL ({error})") from None
    try:
        is_loopback = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        is_loopback = False
    if parts.scheme != "http" or not is_loopback or parts.username is not None:
        raise ValueError(
            f"{url!r} doesn't lead to this machine, and progress is sent nowhere else: "
            f"it is as {DEFAULT_URL}"
        )
