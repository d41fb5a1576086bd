"""Downloads models from the Hugging Face hub, only when the user names one."""

from pathlib import Path

from semsearch.errors import ModelError

_WANTED = ["*.json", "*.txt", "*.model", "*.safetensors", "README.md"]
_UNWANTED = ["onnx/*", "openvino/*", "*.bin", "*.py"]


def download(name: str, folder: Path) -> None:
    """Download the sentence-transformers model `name`, in the form owner/model, into the existing, empty `folder`.

    Only weights in safetensors form are downloaded, and no code.

    Raises:
        ModelError: the extra [torch] is missing, the hub cannot be reached, or the model cannot be used.
    """
    try:
        from huggingface_hub import HfApi, snapshot_download
        from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, HFValidationError, RepositoryNotFoundError
    except ImportError as error:
        raise ModelError(f"downloading {name} needs an additional package: pip install 'semsearch[torch]'") from error

    try:
        files = HfApi().list_repo_files(name)
        if "modules.json" not in files:
            raise ModelError(f"{name} is not a sentence-transformers model: it has no modules.json; choose another")
        if not any(file.endswith(".safetensors") for file in files):
            raise ModelError(f"{name} has no weights in safetensors form, pickled ones can run code; choose another")
        snapshot_download(name, local_dir=folder, allow_patterns=_WANTED, ignore_patterns=_UNWANTED)
    except GatedRepoError as error:
        raise ModelError(f"{name} requires accepting a licence on the hub; choose another model") from error
    except (RepositoryNotFoundError, HFValidationError) as error:
        raise ModelError(f"the hub has no model {name}; check the name") from error
    except (HfHubHTTPError, _client_errors(HfHubHTTPError), OSError) as error:
        why = _first_line(error)
        raise ModelError(f"cannot download {name}: {why}; check the network, or name a folder") from error


def _client_errors(hub_error: type[Exception]) -> type[Exception]:
    """The base class of the errors of huggingface_hub's HTTP client, requests or httpx, depending on its version."""
    root = hub_error
    for ancestor in hub_error.__mro__:
        if ancestor.__name__ == "HTTPError":
            root = ancestor
    return root


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
